import { Button, Group, MultiSelect, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useSignedIn } from "../../api/session.ts";
import { type Channel, monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { ClockField } from "../../shared/ClockField.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { digestPreviewQuery, digestsQuery, useChangeChannel } from "./queries.ts";
import { Refusal } from "./Section.tsx";
import classes from "./settings.module.css";

export type ToldIn = Channel["language"];
type Settings = NonNullable<Channel["digest"]>;

const languages = ["both", "fr", "en"] as const satisfies readonly ToldIn[];
const frequencies = ["none", "hour", "day", "week"] as const;
const tellings = ["at-once", "gathered"] as const satisfies readonly Settings["alerts"][];

export function ToldInSelect({ value, onChange }: { value: ToldIn; onChange: (value: ToldIn) => void }) {
  const t = useWords();
  return (
    <Select
      label={t("settings.toldIn")}
      allowDeselect={false}
      w={220}
      data={languages.map((one) => ({ value: one, label: t(`settings.toldIn.${one}`) }))}
      value={value}
      onChange={(chosen) => onChange(languages.find((one) => one === chosen) ?? value)}
    />
  );
}

/** The language of a channel, and what it is told in one message: as it stands, or as a form with what it would say. */
export function Digest({ channel, mayChange }: { channel: Channel; mayChange: boolean }) {
  const t = useWords();
  const intl = useIntl();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <DigestForm channel={channel} onDone={() => setOpen(false)} />;
  const { digest, nextDigestAt } = channel;
  const at = nextDigestAt
    ? intl.formatDate(nextDigestAt, {
        weekday: "short",
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
      })
    : "";
  return (
    <>
      <div className={classes.quiet}>
        <span className="third">
          {digest ? t(`settings.digestLine.${digest.every}`, { at }) : t("settings.noDigest")}{" "}
          {t("settings.toldInLine", { language: t(`settings.toldIn.${channel.language}`) })}
        </span>
        {mayChange && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
            {t("settings.digestChange")}
          </Button>
        )}
      </div>
      {digest && <Sent channel={channel.id} />}
    </>
  );
}

function DigestForm({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const change = useChangeChannel();
  const monitors = useQuery(monitorsQuery);
  const { timeZone: zone } = useSignedIn().workspace;
  const [language, setLanguage] = useState(channel.language);
  const [isOn, setOn] = useState(channel.digest !== null);
  const [settings, setSettings] = useState<Settings>(
    channel.digest ?? { every: "day", at: "09:00", weekday: 1, timeZone: zone, alerts: "at-once" },
  );
  const set = (changes: Partial<Settings>) => setSettings((before) => ({ ...before, ...changes }));
  /** None chosen: all of them, and those to come. */
  const setMonitors = (chosen: string[]) =>
    setSettings(({ monitors: _, ...rest }) => (chosen.length > 0 ? { ...rest, monitors: chosen } : rest));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { id: channel.id, language, digest: isOn ? settings : null },
          {
            onSuccess: () => {
              toasts.done(t("settings.saved"));
              onDone();
            },
          },
        );
      }}
    >
      <Stack gap="sm" mt="xs">
        <Refusal error={change.error} />
        <Group align="end" gap="sm">
          <ToldInSelect value={language} onChange={setLanguage} />
          <Select
            label={t("settings.digestEvery")}
            allowDeselect={false}
            w={200}
            data={frequencies.map((one) => ({ value: one, label: t(`settings.digestEvery.${one}`) }))}
            value={isOn ? settings.every : "none"}
            onChange={(chosen) => {
              const every = frequencies.find((one) => one === chosen);
              setOn(every !== "none");
              if (every && every !== "none") set({ every });
            }}
          />
          {isOn && settings.every === "week" && (
            <Select
              label={t("settings.digestWeekday")}
              allowDeselect={false}
              w={140}
              data={weekdays.map((day) => ({
                value: String(day),
                label: intl.formatDate(monday(day), { weekday: "long", timeZone: "UTC" }),
              }))}
              value={String(settings.weekday)}
              onChange={(day) => set({ weekday: Number(day) })}
            />
          )}
          {isOn && settings.every !== "hour" && (
            <ClockField
              label={t("settings.digestAt", { zone: settings.timeZone })}
              value={settings.at}
              onChange={(at) => set({ at })}
            />
          )}
        </Group>
        {isOn && (
          <Select
            label={t("settings.digestAlerts")}
            description={t("settings.digestHint")}
            allowDeselect={false}
            maw={560}
            data={tellings.map((one) => ({ value: one, label: t(`settings.digestAlerts.${one}`) }))}
            value={settings.alerts}
            onChange={(chosen) => set({ alerts: tellings.find((one) => one === chosen) ?? "at-once" })}
          />
        )}
        {isOn && (monitors.data?.items.length ?? 0) > 1 && (
          <MultiSelect
            label={t("settings.digestMonitors")}
            placeholder={settings.monitors ? undefined : t("settings.digestMonitorsAll")}
            maw={560}
            maxValues={50}
            searchable
            clearable
            data={monitors.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            value={settings.monitors ?? []}
            onChange={(chosen) => setMonitors(chosen)}
          />
        )}
        <Group gap="sm">
          <Button type="submit" variant="default" loading={change.isPending}>
            {t("common.save")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("common.cancel")}
          </Button>
        </Group>
        {isOn && settings.at !== "" && <Preview channel={channel.id} digest={settings} language={language} />}
      </Stack>
    </form>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** Some day with this number: 1 is a Monday. */
const monday = (day: number) => new Date(Date.UTC(2026, 0, 4 + day));

function Preview({ channel, ...asked }: { channel: string; digest: Settings; language: ToldIn }) {
  const t = useWords();
  const preview = useQuery(digestPreviewQuery(channel, asked));
  return (
    <section aria-label={t("settings.digestPreview")}>
      <div className="third">{t("settings.digestPreview")}</div>
      <Read query={preview} what="settings.whatDigests">
        {({ subject, text }) => <Message subject={subject} text={text} />}
      </Read>
    </section>
  );
}

/** What was sent lately; each opens to what it said. */
function Sent({ channel }: { channel: string }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const digests = useQuery({ ...digestsQuery(channel), enabled: isOpen });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("settings.digestSent")}</summary>
      {isOpen && (
        <Read query={digests} what="settings.whatDigests">
          {({ items }) =>
            items.length === 0 ? (
              <p className="third">{t("settings.noDigestSent")}</p>
            ) : (
              <ul className={classes.sent}>
                {items.map(({ id, to, state, detail, subject, text }) => (
                  <li key={id}>
                    <details>
                      <summary>
                        <Moment at={to} /> · {t(`settings.digest.${state}`)}
                      </summary>
                      {state === "failed" && <p className={classes.fault}>{detail}</p>}
                      {subject && <Message subject={subject} text={text ?? ""} />}
                    </details>
                  </li>
                ))}
              </ul>
            )
          }
        </Read>
      )}
    </details>
  );
}

function Message({ subject, text }: { subject: string; text: string }) {
  return (
    <div className={classes.message}>
      <b>{subject}</b>
      {text}
    </div>
  );
}
