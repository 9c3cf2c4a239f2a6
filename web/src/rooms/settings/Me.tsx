import {
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Switch,
  TextInput,
  useMantineColorScheme,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSignedIn } from "../../api/session.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { usePrefer } from "../../shared/own-preferences.ts";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { keptPreference } from "../../theme/preferences.ts";
import {
  mySessionsQuery,
  useChangeMe,
  useChangePassword,
  useLeave,
  useSignOutEverywhere,
} from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";
import { TwoStep } from "./TwoStep.tsx";

/** What a person decides for themselves. */
export function Me() {
  return (
    <>
      <Looks />
      <Password />
      <TwoStep />
      <Sessions />
      <Leave />
    </>
  );
}

function Looks() {
  const t = useWords();
  const toasts = useToasts();
  const { user } = useSignedIn();
  const { language, hours } = useLanguage();
  const { colorScheme } = useMantineColorScheme();
  const change = useChangeMe();
  const prefer = usePrefer();
  const [name, setName] = useState(user.name);
  const [hasLetters, setLetters] = useState(keptPreference("shortcuts") !== "off");
  const theme = colorScheme === "auto" ? "system" : colorScheme;
  return (
    <Section title={t("settings.me")} lead={user.email}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { name },
            { onSuccess: () => toasts.done(t("settings.saved")), onError: toasts.failed },
          );
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            label={t("entry.name")}
            autoComplete="name"
            required
            maxLength={100}
            flex={1}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={change.isPending} disabled={name === user.name}>
            {t("common.save")}
          </Button>
        </Group>
      </form>
      <div className={classes.choice}>
        <span id="settings-language">{t("settings.language")}</span>
        <SegmentedControl
          aria-labelledby="settings-language"
          value={language}
          onChange={(value) => prefer({ language: value === "fr" ? "fr" : "en" })}
          data={[
            { value: "fr", label: "Français" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      <div className={classes.choice}>
        <span id="settings-theme">{t("settings.theme")}</span>
        <SegmentedControl
          aria-labelledby="settings-theme"
          value={theme}
          onChange={(value) => prefer({ theme: value === "light" || value === "dark" ? value : "system" })}
          data={[
            { value: "system", label: t("settings.themeSystem") },
            { value: "light", label: t("settings.themeLight") },
            { value: "dark", label: t("settings.themeDark") },
          ]}
        />
      </div>
      <div className={classes.choice}>
        <span id="settings-hours">{t("settings.hours")}</span>
        <SegmentedControl
          aria-labelledby="settings-hours"
          value={hours}
          onChange={(value) => prefer({ hours: value === "12" ? "12" : "24" })}
          data={[
            { value: "24", label: t("settings.hours24") },
            { value: "12", label: t("settings.hours12") },
          ]}
        />
      </div>
      <Density />
      <Switch
        label={t("keys.letters")}
        description={t("settings.lettersHint")}
        checked={hasLetters}
        onChange={({ currentTarget: { checked } }) => {
          setLetters(checked);
          prefer({ shortcuts: checked });
        }}
      />
    </Section>
  );
}

function Density() {
  const t = useWords();
  const prefer = usePrefer();
  const [density, setDensity] = useState(document.documentElement.dataset.density ?? "compact");
  return (
    <div className={classes.choice}>
      <span id="settings-density">{t("settings.density")}</span>
      <SegmentedControl
        aria-labelledby="settings-density"
        value={density}
        onChange={(value) => {
          const next = value === "comfortable" ? "comfortable" : "compact";
          setDensity(next);
          prefer({ density: next });
        }}
        data={[
          { value: "compact", label: t("settings.densityCompact") },
          { value: "comfortable", label: t("settings.densityComfortable") },
        ]}
      />
    </div>
  );
}

function Password() {
  const t = useWords();
  const toasts = useToasts();
  const { user } = useSignedIn();
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  return (
    <Section title={t("entry.password")} lead={t("settings.passwordLead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { current, password },
            {
              onSuccess: () => {
                toasts.done(t("settings.passwordChanged"));
                setCurrent("");
                setPassword("");
              },
            },
          );
        }}
      >
        <Refusal error={change.error} />
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <Stack gap="md">
          <PasswordInput
            label={t("settings.passwordCurrent")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": t("entry.showPassword") }}
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PasswordInput
            label={t("settings.passwordNew")}
            description={t("entry.passwordHint", { fewest: 12 })}
            autoComplete="new-password"
            required
            minLength={12}
            visibilityToggleButtonProps={{ "aria-label": t("entry.showPassword") }}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default" loading={change.isPending}>
              {t("settings.passwordChange")}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}

function Sessions() {
  const t = useWords();
  const sessions = useQuery(mySessionsQuery);
  const leave = useSignOutEverywhere();
  return (
    <Section
      title={t("settings.sessions")}
      action={
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(null)}>
          {t("settings.signOutEverywhere")}
        </Button>
      }
    >
      <Refusal error={leave.error} />
      <Read query={sessions} what="settings.whatSessions">
        {({ items }) => (
          <ul className={classes.lines}>
            {items.map((session) => (
              <li key={session.id}>
                <div>
                  <b>{browserOf(session.userAgent) ?? t("settings.unknownBrowser")}</b>{" "}
                  {session.isCurrent && <span className="muted">({t("settings.thisBrowser")})</span>}
                  <div className="third">{session.address}</div>
                </div>
                <div className="third">
                  {t("settings.lastSeen")} <Moment at={session.lastSeenAt} relative />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Read>
    </Section>
  );
}

function Leave() {
  const t = useWords();
  const { workspace } = useSignedIn();
  const leave = useLeave();
  return (
    <Section title={t("settings.leave")} lead={t("settings.leaveLead", { workspace: workspace.name })}>
      <AskFirst
        title={t("settings.leave")}
        text={t("settings.leaveText")}
        act={t("settings.leave")}
        id={workspace.id}
        change={leave}
      >
        {(ask) => (
          <div>
            <Button variant="default" onClick={ask}>
              {t("settings.leave")}
            </Button>
          </div>
        )}
      </AskFirst>
    </Section>
  );
}

/** "Firefox, Linux", from what a browser says of itself; null: it says nothing we know. */
function browserOf(userAgent: string): string | null {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(userAgent)?.[1];
  if (!browser) return null;
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1];
  return [names[browser] ?? browser, system?.replace(" OS X", "")].filter(Boolean).join(", ");
}
