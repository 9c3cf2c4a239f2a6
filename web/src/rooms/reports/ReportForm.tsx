import { Button, Group, MultiSelect, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay, useSignedIn } from "../../api/session.ts";
import { channelsQuery, monitorsQuery } from "../../api/workspace.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { ClockField } from "../../shared/ClockField.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { download } from "../reputation/export.ts";
import { Refusal } from "../settings/Section.tsx";
import { type Schedule, useChangeSchedule, useMakeReport, useMakeSchedule } from "./queries.ts";
import { type Covers, type Often, oftenOf, ruleOf, todayIn } from "./rule.ts";
import { useWeekdayName } from "./words.ts";

const spans = ["day", "week", "month"] as const satisfies readonly Covers[];
const weekdays = [1, 2, 3, 4, 5, 6, 7];
const daysOfMonth = Array.from({ length: 28 }, (_, index) => index + 1);
const firstTime = "08:00";

/** What a report tells, to be had at once or sent again and again. With `schedule`, a change of that one. */
export function ReportForm({ schedule, onClose }: { schedule?: Schedule; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const { workspace } = useSignedIn();
  const { language: own } = useLanguage();
  const mayChange = useMay("configure");
  const monitors = useQuery(monitorsQuery);
  const makeReport = useMakeReport();
  const makeSchedule = useMakeSchedule();
  const changeSchedule = useChangeSchedule();
  const [chosen, setMonitors] = useState<string[] | null>(schedule?.monitors ?? null);
  const [language, setLanguage] = useState<"fr" | "en">(schedule?.language ?? own);
  const [often, setOften] = useState<Often>(
    (schedule && oftenOf(schedule)) ?? { covers: schedule?.covers ?? "week", weekday: 1, dayOfMonth: 1 },
  );
  const [isOwnRule, setOwnRule] = useState(schedule !== undefined && oftenOf(schedule) === null);
  const [isSent, setSent] = useState(schedule !== undefined);
  const [name, setName] = useState(schedule?.name ?? "");
  const [time, setTime] = useState(schedule?.firstAt.local.slice(11, 16) ?? firstTime);
  const [told, setTold] = useState<string[]>(schedule?.channels ?? []);
  const timeZone = schedule?.firstAt.timeZone ?? workspace.timeZone;
  const all = monitors.data?.items ?? [];
  const first = all.find(({ kind }) => kind === "brand") ?? all[0];
  const about = chosen ?? (first ? [first.id] : []);
  const change = (next: Partial<Often>) => setOften((before) => ({ ...before, ...next }));
  const get = () =>
    makeReport.mutate(
      {
        language,
        monitors: about,
        covers: often.covers,
        tz: timeZone,
        ...(schedule
          ? { beside: schedule.beside, filters: schedule.filters, compare: schedule.compare }
          : {}),
      },
      {
        onSuccess: (made) => download("vigie.pdf", made),
      },
    );
  const keep = () => {
    const said = {
      name: name.trim() || t("reports.ownName"),
      language,
      covers: often.covers,
      monitors: about,
      channels: told,
    };
    const when = {
      rule: ruleOf(often),
      firstAt: { local: `${todayIn(timeZone, new Date())}T${time}`, timeZone },
    };
    const isNewTime =
      !schedule ||
      (!isOwnRule && (when.rule !== schedule.rule || time !== schedule.firstAt.local.slice(11, 16)));
    const done = {
      onSuccess: () => {
        toasts.done(t("reports.kept"));
        onClose();
      },
    };
    if (schedule) changeSchedule.mutate({ id: schedule.id, ...said, ...(isNewTime ? when : {}) }, done);
    else makeSchedule.mutate({ ...said, ...when }, done);
  };
  return (
    <Dialog onClose={onClose} size="lg" title={schedule ? schedule.name : t("reports.new")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSent) keep();
          else get();
        }}
      >
        <Stack gap="md">
          <Refusal error={makeReport.error ?? makeSchedule.error ?? changeSchedule.error} />
          <MultiSelect
            label={t("reports.monitors")}
            description={t("reports.monitorsHint")}
            required
            searchable
            maxValues={50}
            data={all.map(({ id, name: called }) => ({ value: id, label: called }))}
            value={about}
            onChange={setMonitors}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <Select
              label={t("reports.coversLabel")}
              allowDeselect={false}
              data={spans.map((value) => ({ value, label: t(`reports.covers.${value}`) }))}
              value={often.covers}
              onChange={(value) =>
                setOften((before) => ({ ...before, covers: spans.find((one) => one === value) ?? "week" }))
              }
            />
            <Select
              label={t("reports.language")}
              allowDeselect={false}
              data={[
                { value: "fr", label: "Français" },
                { value: "en", label: "English" },
              ]}
              value={language}
              onChange={(value) => setLanguage(value === "fr" ? "fr" : "en")}
            />
          </SimpleGrid>
          {mayChange && !schedule && (
            <Switch
              label={t("reports.sendIt")}
              description={t("reports.sendItHint")}
              checked={isSent}
              onChange={({ currentTarget }) => setSent(currentTarget.checked)}
            />
          )}
          {isSent && (
            <>
              <TextInput
                label={t("reports.name")}
                placeholder={t("reports.ownName")}
                maxLength={200}
                value={name}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
              />
              {schedule && isOwnRule ? (
                <OwnRule schedule={schedule} onReplace={() => setOwnRule(false)} />
              ) : (
                <When often={often} onChange={change} time={time} setTime={setTime} zone={timeZone} />
              )}
              <Told value={told} onChange={setTold} />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              type={isSent ? "button" : "submit"}
              variant={isSent ? "default" : "filled"}
              leftSection={<Icon name="download" size={16} />}
              loading={makeReport.isPending}
              disabled={about.length === 0}
              onClick={isSent ? get : undefined}
            >
              {t(isSent ? "reports.preview" : "reports.get")}
            </Button>
            {isSent && (
              <Button
                type="submit"
                loading={makeSchedule.isPending || changeSchedule.isPending}
                disabled={about.length === 0}
              >
                {t(schedule ? "common.save" : "reports.keep")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** A rule that says more than the form can ask for: told whole, and kept as long as nobody puts another in its place. */
function OwnRule({ schedule, onReplace }: { schedule: Schedule; onReplace: () => void }) {
  const t = useWords();
  const { rule, next, firstAt } = schedule;
  return (
    <div>
      <p className="third">
        {t("reports.ownRule")} <code>{rule}</code>
      </p>
      {next.length > 0 && (
        <p className="third">
          {t("reports.nextTimes")}{" "}
          {next.map(({ at }, index) => (
            <span key={at}>
              {index > 0 && " · "}
              <Moment at={at} timeZone={firstAt.timeZone} />
            </span>
          ))}
        </p>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onReplace}>
        {t("reports.replaceRule")}
      </Button>
    </div>
  );
}

function When(props: {
  often: Often;
  onChange: (next: Partial<Often>) => void;
  time: string;
  setTime: (time: string) => void;
  zone: string;
}) {
  const t = useWords();
  const weekdayName = useWeekdayName();
  const { often, onChange, time, setTime, zone } = props;
  return (
    <Group gap="md" align="end">
      {often.covers === "week" && (
        <Select
          label={t("reports.weekday")}
          allowDeselect={false}
          w={160}
          data={weekdays.map((day) => ({ value: String(day), label: weekdayName(day) }))}
          value={String(often.weekday)}
          onChange={(day) => onChange({ weekday: Number(day) })}
        />
      )}
      {often.covers === "month" && (
        <Select
          label={t("reports.dayOfMonth")}
          allowDeselect={false}
          w={160}
          data={daysOfMonth.map(String)}
          value={String(often.dayOfMonth)}
          onChange={(day) => onChange({ dayOfMonth: Number(day) })}
        />
      )}
      <ClockField label={t("reports.at", { zone })} value={time} onChange={setTime} />
    </Group>
  );
}

/** Channels that take files. */
function Told({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const t = useWords();
  const channels = useQuery(channelsQuery);
  const mails = channels.data?.items.filter(({ kind }) => kind === "email") ?? [];
  if (channels.data && mails.length === 0)
    return (
      <p className="muted">
        {t("reports.noChannels")}{" "}
        <Link to="/settings" search={{ part: "channels" }}>
          {t("rooms.settings")}
        </Link>
      </p>
    );
  return (
    <MultiSelect
      label={t("reports.channels")}
      description={t("reports.channelsHint")}
      data={mails.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
