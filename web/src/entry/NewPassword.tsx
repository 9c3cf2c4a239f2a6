import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link, useLocation } from "@tanstack/react-router";
import { passwordLinkQuery, takeNewPassword } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { Loading } from "../shared/Loading.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { EmailField, PasswordField } from "./fields.tsx";

/** Chooses a new password by a link. It lets nobody in: signing in may ask for a second step. */
function NewPassword() {
  const t = useWords();
  const token = useLocation({ select: ({ hash }) => hash });
  const link = useQuery(passwordLinkQuery(token));
  const take = useMutation({ mutationFn: takeNewPassword });
  if (take.isSuccess)
    return (
      <EntryPage title={t("entry.newPasswordDone")} lead={t("entry.newPasswordDoneLead")}>
        <Button component={Link} to="/calendar" reloadDocument>
          {t("entry.signInAct")}
        </Button>
      </EntryPage>
    );
  if (link.isError) return <EntryPage title={t("entry.newPassword")}>{link.error.message}</EntryPage>;
  if (!link.data) return <Loading />;
  const { name, email } = link.data;
  return (
    <EntryPage title={t("entry.newPassword")} lead={t("entry.newPasswordLead", { name })}>
      <Choose
        email={email}
        isBusy={take.isPending}
        take={(password) => take.mutateAsync({ token, password })}
      />
    </EntryPage>
  );
}

export const newPasswordLazyRoute = createLazyRoute("/new-password")({ component: NewPassword });

function Choose(props: { email: string; isBusy: boolean; take: (password: string) => Promise<unknown> }) {
  const t = useWords();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: props.email, password: "" } });
  const faults = useFormFaults(form, ["password"]);
  return (
    <form
      onSubmit={form.onSubmit(({ password }) => {
        faults.clear();
        props.take(password).catch(faults.show);
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        <EmailField form={form} readOnly />
        <PasswordField
          form={form}
          autoComplete="new-password"
          description={t("entry.passwordHint", { fewest: 12 })}
        />
        <Button type="submit" loading={props.isBusy}>
          {t("entry.newPasswordAct")}
        </Button>
      </Stack>
    </form>
  );
}
