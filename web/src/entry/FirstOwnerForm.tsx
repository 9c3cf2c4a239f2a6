import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { makeFirstOwner, useSessionChange } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { cityOf } from "../rooms/calendar/dates.ts";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { EmailField, NameField, PasswordField } from "./fields.tsx";

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
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
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
          description={t("entry.passwordHint", { fewest: fewestPasswordCharacters })}
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
        <Text size="sm" className="muted">
          {t("entry.zone", { zone: cityOf(timeZone) })}
        </Text>
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
