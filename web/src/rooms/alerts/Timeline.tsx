import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSignedIn } from "../../api/session.ts";
import { channelsQuery } from "../../api/workspace.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import { Moment } from "../../shared/Moment.tsx";
import { Card } from "../../shared/Room.tsx";
import { download } from "../reputation/export.ts";
import classes from "./alerts.module.css";
import { type AlertDetail, courseQuery, holdsOfAlertQuery } from "./queries.ts";
import { timelineCsv } from "./timeline-csv.ts";
import { useAlertTime } from "./words.ts";

interface Entry {
  at: string;
  icon: IconName;
  text: string;
  detail?: string | null;
}

/** What happened, who was told and who did what, in its order. */
export function Timeline({ alert }: { alert: AlertDetail }) {
  const t = useWords();
  const { language } = useLanguage();
  const { workspace } = useSignedIn();
  const channels = useQuery(channelsQuery);
  const timeOf = useAlertTime();
  const holds = useQuery(holdsOfAlertQuery(alert.id));
  // The same that the graph shows first.
  const course = useQuery({
    ...courseQuery(alert.id, "6h", alert.state !== "resolved"),
    enabled: alert.monitor !== null,
  });
  const peak = course.data?.buckets
    .filter(({ to }) => to >= alert.startedAt && (alert.resolvedAt === null || to <= alert.resolvedAt))
    .reduce<{ to: string; seen: number } | null>(
      (best, bucket) => (bucket.seen > (best?.seen ?? 0) ? bucket : best),
      null,
    );
  const nameOf = (id: string) =>
    channels.data?.items.find((channel) => channel.id === id)?.name ?? t("alerts.channelGone");
  const entries: Entry[] = [
    { at: alert.startedAt, icon: "flag", text: t("alerts.event.started") },
    { at: alert.openedAt, icon: "bell-ringing", text: t("alerts.event.opened") },
    ...alert.deliveries.map(
      ({ state, channel, createdAt, deliveredAt, nextTryAt, detail }): Entry => ({
        at: deliveredAt ?? createdAt,
        icon: state === "failed" ? "alert-triangle" : "send",
        text: nextTryAt
          ? t("alerts.delivery.again", { channel: nameOf(channel), at: timeOf(nextTryAt) })
          : t(`alerts.delivery.${state}`, { channel: nameOf(channel) }),
        detail: state === "delivered" ? null : detail,
      }),
    ),
  ];
  if (peak && peak.seen > 0)
    entries.push({
      // Its end: what it counts came before.
      at: peak.to,
      icon: "chart-line",
      text: t("alerts.event.peak", { seen: peak.seen, minutes: course.data?.bucketMinutes ?? 0 }),
    });
  if (alert.origin?.first)
    entries.push({ at: alert.origin.first.at, icon: "message", text: t("alerts.event.first") });
  for (const { createdAt, createdBy, liftedAt, liftedBy, reason } of holds.data?.items ?? []) {
    entries.push({
      at: createdAt,
      icon: "hand-stop",
      text: t("alerts.event.held", { name: createdBy }),
      detail: reason,
    });
    if (liftedAt)
      entries.push({
        at: liftedAt,
        icon: "player-play",
        text: t("alerts.event.released", { name: liftedBy ?? "" }),
      });
  }
  if (alert.escalatedAt)
    entries.push({ at: alert.escalatedAt, icon: "speakerphone", text: t("alerts.event.escalated") });
  if (alert.acknowledgedAt)
    entries.push({
      at: alert.acknowledgedAt,
      icon: "eye",
      text: t("alerts.event.acknowledged", { name: alert.acknowledgedBy ?? "" }),
    });
  if (alert.resolvedAt)
    entries.push({ at: alert.resolvedAt, icon: "circle-check", text: t("alerts.event.resolved") });
  entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <Card label={t("alerts.timeline")}>
      <div className={classes.padded}>
        <div className={classes.timelineHead}>
          <h3>{t("alerts.timeline")}</h3>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Icon name="download" size={16} />}
            onClick={() => {
              const head = (["at", "local", "zone", "what", "detail"] as const).map((name) =>
                t(`alerts.timelineColumn.${name}`),
              );
              const table = timelineCsv(entries, head, language, workspace.timeZone);
              const file = new Blob([table], { type: "text/csv" });
              download(`vigie-${alert.startedAt.slice(0, 10)}.csv`, file);
            }}
          >
            {t("alerts.timelineExport")}
          </Button>
        </div>
        <ol className={classes.timeline}>
          {entries.map(({ at, icon, text, detail }) => (
            <li key={`${at} ${text}`}>
              <Moment at={at} />
              <Icon name={icon} size={16} />
              <span>
                {text}
                {detail && <span className="third"> · {detail}</span>}
              </span>
            </li>
          ))}
        </ol>
        {alert.deliveries.length === 0 && <p className="third">{t("alerts.noDeliveries")}</p>}
      </div>
    </Card>
  );
}
