import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Problem } from "../api/problem.ts";
import { signIn, switchWorkspace, useSessionChange } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { sentenceOf } from "../shared/toast.tsx";
import { EmailField, PasswordField } from "./fields.tsx";

/**
 * @param props.onSignedIn where the page stays as it is (a session that ended over a half-written text)
 * @param props.workspace where they were at work: a new session would begin in their first one
 */
export function SignInForm({
  onSignedIn,
  email = "",
  workspace,
}: {
  onSignedIn?: () => void;
  email?: string;
  workspace?: string;
}) {
  const t = useWords();
  const form = useForm({ mode: "uncontrolled", initialValues: { email, password: "", code: "" } });
  const faults = useFormFaults(form, ["email", "password", "code"]);
  const change = useSessionChange(async (credentials: Parameters<typeof signIn>[0]) => {
    await signIn(credentials);
    if (workspace) await switchWorkspace(workspace);
  });
  const [step, setStep] = useState<"password" | "totp" | "recovery">("password");
  const refused = (error: unknown) => {
    const code = error instanceof Problem ? error.code : null;
    // Asked for, not refused: the password was right.
    if (code === "code_wanted") setStep("totp");
    else if (code === "wrong_code")
      form.setErrors({ code: sentenceOf(error, t("common.unreachable"), t("common.broken")) });
    else faults.show(error);
  };
  const goTo = (next: typeof step) => {
    form.setFieldValue("code", "");
    form.clearErrors();
    faults.clear();
    setStep(next);
  };
  return (
    <form
      onSubmit={form.onSubmit(({ code, ...rest }) => {
        faults.clear();
        change.mutate(code === "" ? rest : { ...rest, code }, {
          onError: refused,
          onSuccess: onSignedIn,
        });
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        {step === "password" ? (
          <>
            <EmailField form={form} />
            <PasswordField form={form} autoComplete="current-password" />
          </>
        ) : (
          <TextInput
            key={`${step} ${form.key("code")}`}
            label={t(`entry.${step}`)}
            description={t(`entry.${step}Lead`, { email: form.getValues().email })}
            // Letters are in codes for an emergency alone.
            {...(step === "totp"
              ? { autoComplete: "one-time-code", inputMode: "numeric" }
              : { autoComplete: "off" })}
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            {...form.getInputProps("code")}
          />
        )}
        <Button type="submit" loading={change.isPending}>
          {t("entry.signInAct")}
        </Button>
        {step !== "password" && (
          <Group gap="xs" justify="space-between">
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => goTo(step === "totp" ? "recovery" : "totp")}
            >
              {t(step === "totp" ? "entry.useRecovery" : "entry.useTotp")}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => goTo("password")}>
              {t("entry.otherAccount")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
