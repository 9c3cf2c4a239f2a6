import { Button, Checkbox, Group, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useMay } from "../../api/session.ts";
import { membersQuery } from "../../api/workspace.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useToasts } from "../../shared/toast.tsx";
import {
  type AlertDetail,
  useAcknowledge,
  useAssign,
  useJudgeAlarm,
  useResolve,
  useSnooze,
} from "./queries.ts";
import { useAlertTime } from "./words.ts";

const hour = 3_600_000;

/** Acknowledge (A), assign, snooze (S), resolve (C). */
export function AlertActions({ alert }: { alert: AlertDetail }) {
  const t = useWords();
  const toasts = useToasts();
  const timeOf = useAlertTime();
  const mayListen = useMay("listen");
  const members = useQuery(membersQuery);
  const acknowledge = useAcknowledge();
  const assign = useAssign();
  const snooze = useSnooze();
  const resolve = useResolve();
  const judge = useJudgeAlarm();
  const { id } = alert;
  const isOpen = alert.state !== "resolved";

  const take = () =>
    acknowledge.mutate(id, {
      onSuccess: () => toasts.done(t("alerts.acknowledgedDone")),
      onError: toasts.failed,
    });
  const giveTo = (assignee: string | null, name: string) => {
    const before = alert.assignee;
    assign.mutate(
      { id, assignee },
      {
        onSuccess: () =>
          toasts.done(assignee ? t("alerts.assignedDone", { name }) : t("alerts.unassignedDone"), {
            label: t("common.undo"),
            run: () => assign.mutate({ id, assignee: before }),
          }),
        onError: toasts.failed,
      },
    );
  };
  const putOff = (until: Date) =>
    snooze.mutate(
      { id, until: until.toISOString() },
      {
        onSuccess: () => toasts.done(t("alerts.snoozedDone", { at: timeOf(until.toISOString()) })),
        onError: toasts.failed,
      },
    );
  // What is closed leaves the list, and these buttons with it: what is told comes all the same.
  const judgeAs = (falseAlarm: boolean) =>
    judge
      .mutateAsync({ id, falseAlarm })
      .then(
        () => toasts.done(t(falseAlarm ? "alerts.falseAlarmDone" : "alerts.trueAlarmDone")),
        toasts.failed,
      );
  const close = () =>
    resolve.mutateAsync(id).then(
      () =>
        toasts.done(t("alerts.resolvedDone"), {
          label: t("alerts.falseAlarm"),
          run: () => void judgeAs(true),
        }),
      toasts.failed,
    );

  useLetters({
    a: alert.state === "firing" && mayListen ? take : null,
    s: isOpen && mayListen ? () => putOff(new Date(Date.now() + hour)) : null,
    c: isOpen && mayListen ? () => void close() : null,
  });
  if (!isOpen && !mayListen) return null;
  if (!isOpen)
    return (
      <Checkbox
        label={t("alerts.falseAlarm")}
        description={t("alerts.falseAlarmHint")}
        checked={alert.falseAlarm}
        disabled={judge.isPending}
        onChange={({ currentTarget }) => void judgeAs(currentTarget.checked)}
      />
    );
  if (!mayListen) return <p className="muted">{t("alerts.readOnly")}</p>;
  return (
    <Group gap="sm">
      {alert.state === "firing" && (
        <Button loading={acknowledge.isPending} onClick={take} aria-keyshortcuts="A">
          {t("alerts.acknowledge")}
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="user-plus" />}>
            {t("alerts.assign")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {members.data?.items.map((member) => (
            <Menu.Item
              key={member.id}
              leftSection={<Icon name={member.id === alert.assignee ? "check" : "user"} />}
              onClick={() => giveTo(member.id, member.name)}
            >
              {member.name}
            </Menu.Item>
          ))}
          {alert.assignee && (
            <Menu.Item onClick={() => giveTo(null, "")}>{t("alerts.assignNobody")}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="clock" />} aria-keyshortcuts="S">
            {t("alerts.snooze")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => putOff(new Date(Date.now() + hour))}>{t("alerts.snoozeHour")}</Menu.Item>
          <Menu.Item onClick={() => putOff(new Date(Date.now() + 4 * hour))}>
            {t("alerts.snoozeHours")}
          </Menu.Item>
          <Menu.Item onClick={() => putOff(tomorrowMorning())}>{t("alerts.snoozeTomorrow")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<Icon name="circle-check" />}
        loading={resolve.isPending}
        onClick={() => void close()}
        aria-keyshortcuts="C"
      >
        {t("alerts.resolve")}
      </Button>
    </Group>
  );
}

/** Nine o'clock of the next day, as the viewer's clock shows it. */
function tomorrowMorning(): Date {
  const at = new Date();
  at.setDate(at.getDate() + 1);
  at.setHours(9, 0, 0, 0);
  return at;
}

/** Single letters of a room; null: nothing just now. */
export function useLetters(acts: Readonly<Record<string, (() => void) | null>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isLetterFree(event)) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
