import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useSignedIn } from "../../api/session.ts";
import type { Channel } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { ClockField } from "../../shared/ClockField.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useChangeChannel } from "./queries.ts";
import { Refusal } from "./Section.tsx";
import classes from "./settings.module.css";

const dayMinutes = 1440;

/** When a channel is left in peace but for critical alerts, drawn on the day. */
export function QuietHours({ channel, mayChange }: { channel: Channel; mayChange: boolean }) {
  const t = useWords();
  const toasts = useToasts();
  const change = useChangeChannel();
  const { timeZone } = useSignedIn().workspace;
  const { quietHours } = channel;
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState(quietHours?.from ?? "22:00");
  const [to, setTo] = useState(quietHours?.to ?? "07:00");
  const keep = (next: Channel["quietHours"]) =>
    change.mutate(
      { id: channel.id, quietHours: next },
      {
        onSuccess: () => {
          toasts.done(t("settings.saved"));
          setOpen(false);
        },
      },
    );
  if (!isOpen)
    return (
      <div className={classes.quiet}>
        {quietHours && <DayBar from={quietHours.from} to={quietHours.to} />}
        <span className="third">
          {quietHours
            ? t("settings.quietHours", {
                from: quietHours.from,
                to: quietHours.to,
                zone: quietHours.timeZone,
              })
            : t("settings.noQuietHours")}
        </span>
        {mayChange && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
            {t("settings.quietChange")}
          </Button>
        )}
      </div>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep({ from, to, timeZone });
      }}
    >
      <Refusal error={change.error} />
      <DayBar from={from} to={to} />
      <Group align="end" gap="sm" mt="xs">
        <ClockField label={t("settings.quietFrom")} value={from} onChange={setFrom} />
        <ClockField label={t("settings.quietTo", { zone: timeZone })} value={to} onChange={setTo} />
        <Button type="submit" variant="default" loading={change.isPending}>
          {t("common.save")}
        </Button>
        {quietHours && (
          <Button variant="subtle" onClick={() => keep(null)}>
            {t("settings.quietEnd")}
          </Button>
        )}
      </Group>
    </form>
  );
}

/** A day from midnight to midnight, the quiet part dark. What it shows stands beside it in words. */
function DayBar({ from, to }: { from: string; to: string }) {
  const start = minutesOf(from);
  const end = minutesOf(to);
  const parts =
    start < end
      ? [[start, end]]
      : [
          [0, end],
          [start, dayMinutes],
        ];
  return (
    <svg className={classes.dayBar} viewBox="0 0 1440 40" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(([left = 0, right = 0]) => (
        <rect key={left} x={left} y={0} width={Math.max(0, right - left)} height={40} />
      ))}
      {[360, 720, 1080].map((hour) => (
        <line key={hour} x1={hour} x2={hour} y1={0} y2={40} />
      ))}
    </svg>
  );
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
