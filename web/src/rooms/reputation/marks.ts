import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { Alert, Gaps, Hold, Note } from "./queries.ts";

/** What happened at a time, drawn over the figures of that time: a stretch, or a moment where both ends are one. */
export interface Mark {
  kind: "alert" | "hold" | "gap" | "note";
  key: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  text: string;
  /** What it leads to; null: it says all there is. */
  alert: string | null;
  hold: string | null;
  /** What a person wrote, which may be changed. */
  note: Note | null;
}

/** Whether a mark touches a stretch of time. */
export function touches({ from, to }: Pick<Mark, "from" | "to">, start: number, end: number): boolean {
  return from < end && (to > start || from >= start);
}

/** Alerts, holds, outages and notes in words. What has not ended reaches to now. */
export function useMarks(given: {
  alerts: readonly Alert[] | undefined;
  holds: readonly Hold[] | undefined;
  gaps: Gaps | undefined;
  notes: readonly Note[] | undefined;
  /** Holds of other brands are none of this one's. */
  monitor: string;
  timeZone: string;
  now: number;
}): Mark[] {
  const { now } = given;
  const t = useWords();
  const intl = useIntl();
  const at = (instant: string) =>
    intl.formatDate(instant, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: given.timeZone,
    });
  const endOf = (instant: string | null) => (instant === null ? now : Date.parse(instant));
  const nothing = { alert: null, hold: null, note: null };
  return [
    ...(given.alerts ?? []).map(
      (alert): Mark => ({
        kind: "alert",
        key: alert.id,
        from: Date.parse(alert.startedAt),
        to: endOf(alert.resolvedAt),
        text: t("reputation.mark.alert", { seen: alert.evidence.seen, at: at(alert.startedAt) }),
        ...nothing,
        alert: alert.id,
      }),
    ),
    ...(given.holds ?? [])
      .filter(({ brand }) => brand === null || brand === given.monitor)
      .map(
        (hold): Mark => ({
          kind: "hold",
          key: hold.id,
          from: Date.parse(hold.createdAt),
          to: endOf(hold.liftedAt),
          text: hold.liftedAt
            ? t("reputation.mark.hold", {
                reason: hold.reason,
                from: at(hold.createdAt),
                to: at(hold.liftedAt),
              })
            : t("reputation.mark.holdOpen", { reason: hold.reason, from: at(hold.createdAt) }),
          ...nothing,
          hold: hold.liftedAt ? null : hold.id,
        }),
      ),
    ...(given.gaps?.items ?? []).map(
      (gap): Mark => ({
        kind: "gap",
        key: `${gap.source} ${gap.from}`,
        from: Date.parse(gap.from),
        to: endOf(gap.to),
        text: gap.to
          ? t("reputation.gap", { name: gap.name, from: at(gap.from), to: at(gap.to) })
          : t("reputation.gapOpen", { name: gap.name, from: at(gap.from) }),
        ...nothing,
      }),
    ),
    ...(given.notes ?? []).map(
      (note): Mark => ({
        kind: "note",
        key: note.id,
        from: Date.parse(note.at),
        to: Date.parse(note.at),
        text: t("reputation.mark.note", { text: note.text, at: at(note.at), name: note.createdBy }),
        ...nothing,
        note,
      }),
    ),
  ];
}
