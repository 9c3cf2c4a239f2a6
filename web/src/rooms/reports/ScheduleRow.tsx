import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { channelsQuery, monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type Schedule, useChangeSchedule, useRemoveSchedule, useSendNow } from "./queries.ts";
import { ReportForm } from "./ReportForm.tsx";
import classes from "./reports.module.css";
import { oftenOf } from "./rule.ts";
import { useOftenWords } from "./words.ts";

/** What is sent again and again: when, of whom, to whom. */
export function ScheduleRow({ schedule, mayChange }: { schedule: Schedule; mayChange: boolean }) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const monitors = useQuery(monitorsQuery);
  const channels = useQuery(channelsQuery);
  const change = useChangeSchedule();
  const remove = useRemoveSchedule();
  const send = useSendNow();
  const words = useOftenWords();
  const [isEditing, setEditing] = useState(false);
  const { name, firstAt, next } = schedule;
  const often = oftenOf(schedule);
  const names = (ids: readonly string[], known?: readonly { id: string; name: string }[]) =>
    ids.flatMap((id) => known?.find((one) => one.id === id)?.name ?? []);
  const about = names(schedule.monitors, monitors.data?.items);
  const told = names(schedule.channels, channels.data?.items);
  const [first] = next;
  return (
    <li className={classes.row}>
      <Switch
        checked={schedule.enabled}
        disabled={!mayChange}
        aria-label={t("reports.isOn", { name })}
        onChange={({ currentTarget }) =>
          change.mutate({ id: schedule.id, enabled: currentTarget.checked }, { onError: toasts.failed })
        }
      />
      <div className={classes.what}>
        <b>{name}</b>
        <div className="third">
          {intl.formatList(about)} · {t(`reports.covers.${schedule.covers}`)}
        </div>
        <div className="third">
          {often ? words(often, firstAt.local.slice(11, 16)) : schedule.rule} ·{" "}
          {t("reports.zone", { zone: firstAt.timeZone })}
        </div>
      </div>
      <div className={classes.where}>
        <div>
          {told.length > 0 ? t("reports.tells", { names: intl.formatList(told) }) : t("reports.tellsNobody")}
        </div>
        {first && (
          <div className="third">
            {t("reports.next")} <Moment at={first.at} timeZone={firstAt.timeZone} />
            {first.adjustment !== "none" && ` (${t(`reports.adjustment.${first.adjustment}`)})`}
          </div>
        )}
      </div>
      {mayChange && (
        <div className={classes.acts}>
          <Button
            size="compact-sm"
            variant="default"
            loading={send.isPending}
            disabled={told.length === 0}
            aria-label={t("reports.sendNowName", { name })}
            onClick={() =>
              send.mutate(schedule.id, {
                onSuccess: () => toasts.done(t("reports.sending")),
                onError: toasts.failed,
              })
            }
          >
            {t("reports.sendNow")}
          </Button>
          <IconButton
            icon="pencil"
            label={t("reports.edit")}
            name={t("reports.editName", { name })}
            onClick={() => setEditing(true)}
          />
          <AskFirst
            title={name}
            text={t("reports.removeText")}
            act={t("reports.remove")}
            id={schedule.id}
            change={remove}
            done={t("reports.removed")}
          >
            {(ask) => (
              <IconButton
                icon="trash"
                label={t("reports.remove")}
                name={t("reports.removeName", { name })}
                onClick={ask}
              />
            )}
          </AskFirst>
        </div>
      )}
      {isEditing && <ReportForm schedule={schedule} onClose={() => setEditing(false)} />}
    </li>
  );
}
