import { Button, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { makeFirstOwner, useSessionChange } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { useDates } from "../rooms/calendar/dates.ts";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import classes from "./entry.module.css";
import { EmailField, NameField, PasswordField } from "./fields.tsx";
import { strengthOf } from "./strength.ts";

const fewestPasswordCharacters = 12;

/** @param props.needsCode the server is reachable by others: whoever reads its log may become its owner */
export function FirstOwnerForm({ needsCode }: { needsCode: boolean }) {
  const t = useWords();
  const { language } = useLanguage();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "", workspace: "", code: "" },
    validate: {
      password: (value) =>
        value.length < fewestPasswordCharacters
          ? t("entry.passwordShort", { fewest: fewestPasswordCharacters, given: value.length })
          : null,
    },
  });
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [password, setPassword] = useState("");
  form.watch("password", ({ value }) => setPassword(value));
  const faults = useFormFaults(form, ["name", "email", "password", "workspace", "code"]);
  const navigate = useNavigate();
  const isAnywhere = useLocation({ select: ({ pathname }) => pathname === "/calendar" });
  const change = useSessionChange(async (owner: Parameters<typeof makeFirstOwner>[0]) => {
    const session = await makeFirstOwner(owner);
    // Whoever came for a room gets that room; whoever just came is shown the first steps.
    if (isAnywhere) await navigate({ to: "/welcome" });
    return session;
  });
  return (
    <form
      onSubmit={form.onSubmit(({ code, ...rest }) => {
        faults.clear();
        const owner = { ...rest, timeZone, language };
        change.mutate(needsCode ? { ...owner, code } : owner, { onError: faults.show });
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        <NameField form={form} />
        <EmailField form={form} />
        <PasswordField
          form={form}
          description={<PasswordWords password={password} others={Object.values(form.getValues())} />}
          autoComplete="new-password"
        />
        <TextInput
          label={t("entry.workspace")}
          description={t("entry.workspaceHint")}
          autoComplete="organization"
          required
          key={form.key("workspace")}
          {...form.getInputProps("workspace")}
        />
        <Place timeZone={timeZone} setTimeZone={setTimeZone} />
        {needsCode && (
          <TextInput
            label={t("entry.code")}
            description={t("entry.codeHint")}
            required
            key={form.key("code")}
            {...form.getInputProps("code")}
          />
        )}
        <Button type="submit" loading={change.isPending}>
          {t("entry.firstRunAct")}
        </Button>
      </Stack>
    </form>
  );
}

/** How strong the password is, in words: what is wanted first, then what is there. */
function PasswordWords({ password, others }: { password: string; others: readonly string[] }) {
  const t = useWords();
  if (password === "") return <>{t("entry.passwordHint", { fewest: fewestPasswordCharacters })}</>;
  const strength = strengthOf(
    password,
    fewestPasswordCharacters,
    others.filter((other) => other !== password),
  );
  const missing = fewestPasswordCharacters - [...password].length;
  return (
    <span className={classes.strength} data-strength={strength} role="status">
      {t(`entry.strength.${strength}`, { missing })}
    </span>
  );
}

/** Language and zone as the browser has them, shown, and changed only by those for whom they are wrong. */
function Place({ timeZone, setTimeZone }: { timeZone: string; setTimeZone: (zone: string) => void }) {
  const t = useWords();
  const dates = useDates();
  const { language, setLanguage } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const zones = useMemo(
    () => [...new Set([timeZone, ...Intl.supportedValuesOf("timeZone"), "UTC"])].sort(),
    [timeZone],
  );
  if (!isOpen)
    return (
      <Text size="sm" className="muted">
        {t("entry.place", { zone: dates.zone(timeZone, Date.now()) })}{" "}
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
          {t("entry.placeChange")}
        </Button>
      </Text>
    );
  return (
    <>
      <SegmentedControl
        aria-label={t("settings.language")}
        value={language}
        onChange={(value) => setLanguage(value === "fr" ? "fr" : "en")}
        data={[
          { value: "fr", label: "Français" },
          { value: "en", label: "English" },
        ]}
      />
      <Select
        label={t("settings.timeZone")}
        data={zones}
        searchable
        allowDeselect={false}
        limit={50}
        value={timeZone}
        onChange={(zone) => zone && setTimeZone(zone)}
      />
    </>
  );
}
