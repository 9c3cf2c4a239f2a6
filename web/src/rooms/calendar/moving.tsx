import { useState } from "react";
import type { Post } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Confirm } from "../../shared/confirm.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type Card, movableOf } from "./cards.ts";
import { instantOf, localText, minuteMilliseconds, type WallTime, wallTimeOf } from "./clock.ts";
import { useDates } from "./dates.ts";
import type { CalendarPublication } from "./model.ts";
import { type Moved, useMovePublications, type WantedTime } from "./queries.ts";

type Movable = Pick<
  CalendarPublication,
  "id" | "version" | "state" | "scheduledAt" | "localTime" | "timeZone" | "profile"
>;

/** What can be taken to another time. */
export interface Load {
  /** Of the card it was taken from; the post's id when it comes from the tray. */
  key: string;
  text: string;
  publications: readonly Movable[];
  isApproved: boolean;
  /** Null: it has no time yet. */
  from: WallTime | null;
}

export function loadOfCard(card: Card): Load {
  const { date, minute, isSecond } = card;
  return {
    key: card.key,
    text: card.text,
    publications: movableOf(card.publications),
    isApproved: card.publications.some(({ review }) => review === "approved"),
    from: { date, minute, isSecond },
  };
}

export function loadOfPost(post: Post, zone: string): Load {
  const publications = movableOf(post.publications);
  const at = publications.find(({ scheduledAt }) => scheduledAt !== null)?.scheduledAt;
  return {
    key: post.id,
    text: post.text,
    publications,
    isApproved: post.review === "approved",
    from: at ? wallTimeOf(Date.parse(at), zone) : null,
  };
}

/** One publication on its way to an instant. */
interface Step {
  publication: Movable;
  at: number;
}

/**
 * Moves what is taken, at once and with Undo; asks first only where an approval would be lost by it.
 * @returns `place` for a time by the clock shown, `shift` for days, `question` to draw
 */
export function useMoving(zone: string, now: number, approvalSurvives: boolean) {
  const t = useWords();
  const dates = useDates();
  const toasts = useToasts();
  const { mutate } = useMovePublications();
  const [asked, setAsked] = useState<{ steps: Step[]; where: string } | null>(null);

  const move = (steps: readonly Step[], where: string) => {
    const before = steps.map(({ publication }) => publication);
    const moves = steps.map(({ publication, at }) => ({ move: moveOf(publication, at, zone), at }));
    mutate(moves, {
      onError: toasts.failed,
      onSuccess: ({ items }) => {
        const text = t("calendar.moved", { count: steps.length, where });
        const undo = undoOf(before, items);
        if (!undo) return toasts.done(text);
        const run = () =>
          mutate(undo, {
            onError: toasts.failed,
            onSuccess: () => toasts.done(t("calendar.movedBack", { count: undo.length })),
          });
        toasts.done(text, { label: t("common.undo"), run });
      },
    });
  };
  const moveOrAsk = (steps: Step[], where: string, isApproved: boolean) => {
    if (steps.length === 0) return;
    if (isApproved && !approvalSurvives) setAsked({ steps, where });
    else move(steps, where);
  };

  const refusal = (wall: WallTime): string | null => {
    const at = instantOf(wall, zone);
    if (at === null) return t("calendar.noSuchTime", { where: dates.wall(wall) });
    return at < now - minuteMilliseconds ? t("calendar.past", { where: dates.wall(wall) }) : null;
  };

  return {
    /** Why nothing can be put there; null where it can. */
    refusal,
    place(load: Load, wall: WallTime): void {
      const refused = refusal(wall);
      const at = instantOf(wall, zone);
      if (refused !== null) toasts.refused(refused);
      if (refused !== null || at === null) return;
      const steps = load.publications.map((publication) => ({ publication, at }));
      if (
        steps.every(
          ({ publication }) => publication.scheduledAt && Date.parse(publication.scheduledAt) === at,
        )
      )
        return;
      moveOrAsk(steps, dates.wall(wall), load.isApproved);
    },
    /** So many days later or earlier, each by its own clock. */
    shift(loads: readonly Load[], days: number): void {
      const steps = loads.flatMap(({ publications }) =>
        publications.flatMap((publication): Step[] => {
          if (!publication.scheduledAt) return [];
          const wall = wallTimeOf(Date.parse(publication.scheduledAt), publication.timeZone ?? zone);
          const date = new Date(Date.parse(wall.date) + days * 86_400_000).toISOString().slice(0, 10);
          const at = instantOf({ ...wall, date, isSecond: false }, publication.timeZone ?? zone);
          return at === null ? [] : [{ publication, at }];
        }),
      );
      moveOrAsk(
        steps,
        t("calendar.daysLater", { days }),
        loads.some(({ isApproved }) => isApproved),
      );
    },
    question: (
      <Confirm
        isOpen={asked !== null}
        title={t("calendar.approvalLost")}
        text={t("calendar.approvalLostText")}
        act={t("calendar.moveAct", { count: asked?.steps.length ?? 0 })}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked) move(asked.steps, asked.where);
          setAsked(null);
        }}
      />
    ),
  };
}

/** In the zone that the publication was meant in; as an instant where that clock shows the time twice. */
function moveOf({ id, version, timeZone }: Movable, at: number, zone: string): Moved {
  const own = timeZone ?? zone;
  const wall = wallTimeOf(at, own);
  const isTold = at % minuteMilliseconds === 0 && !wall.isSecond;
  const scheduledAt: WantedTime = isTold
    ? { local: localText(wall), timeZone: own }
    : new Date(at).toISOString();
  return { id, version, scheduledAt };
}

/** The way back; null where there is none, because it had no time or had failed in its state. */
function undoOf(before: readonly Movable[], after: readonly { id: string; version: number }[]) {
  const steps: { move: Moved; at: number }[] = [];
  for (const { id, state, scheduledAt, localTime, timeZone } of before) {
    const version = after.find((item) => item.id === id)?.version;
    if (!scheduledAt || version === undefined || (state !== "scheduled" && state !== "draft")) return null;
    const time = localTime && timeZone ? { local: localTime, timeZone } : scheduledAt;
    steps.push({ move: { id, version, scheduledAt: time }, at: Date.parse(scheduledAt) });
  }
  return steps.length > 0 ? steps : null;
}
