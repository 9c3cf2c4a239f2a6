import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Problem } from "../api/problem.ts";
import { signIn, switchWorkspace, useSessionChange } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { EmailField, PasswordField } from "./fields.tsx";

/** What the API answers where an account asks for a second step. */
const codeProblems = ["code_wanted", "wrong_code"];

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
  const wantsCode = change.error instanceof Problem && codeProblems.includes(change.error.code);
  return (
    <form
      onSubmit={form.onSubmit(({ code, ...rest }) => {
        faults.clear();
        change.mutate(code === "" ? rest : { ...rest, code }, {
          onError: faults.show,
          onSuccess: onSignedIn,
        });
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        <EmailField form={form} />
        <PasswordField form={form} autoComplete="current-password" />
        {wantsCode && (
          <TextInput
            label={t("entry.totp")}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            key={form.key("code")}
            {...form.getInputProps("code")}
          />
        )}
        <Button type="submit" loading={change.isPending}>
          {t("entry.signInAct")}
        </Button>
      </Stack>
    </form>
  );
}
