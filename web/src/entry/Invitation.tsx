import { Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useLocation, useNavigate } from "@tanstack/react-router";
import { acceptInvitation, invitationQuery, sessionQuery, useSessionChange } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { Loading } from "../shared/Loading.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { EmailField, NameField, PasswordField } from "./fields.tsx";
import { SignInForm } from "./SignInForm.tsx";

/** Makes or joins an account by an invitation's link: as whoever is signed in, else as somebody new. */
function Invitation() {
  const t = useWords();
  const token = useLocation({ select: ({ hash }) => hash });
  const invitation = useQuery(invitationQuery(token));
  const session = useQuery(sessionQuery);
  if (invitation.isError)
    return <EntryPage title={t("entry.invitation")}>{invitation.error.message}</EntryPage>;
  if (!invitation.data || !session.data) return <Loading />;
  const { workspace, role, invitedBy, email, hasAccount } = invitation.data;
  const lead = t("entry.invitationLead", { by: invitedBy, workspace, role: t(`roles.${role}`) });
  return (
    <EntryPage title={t("entry.invitationTitle", { workspace })} lead={lead}>
      {session.data.state === "signed-in" ? (
        <Join token={token} name={session.data.user.name} />
      ) : hasAccount ? (
        <SignInForm email={email ?? ""} />
      ) : (
        <JoinAsNew token={token} email={email} />
      )}
    </EntryPage>
  );
}

export const invitationLazyRoute = createLazyRoute("/invitation")({ component: Invitation });

function Join({ token, name }: { token: string; name: string }) {
  const t = useWords();
  const enter = useEnter();
  return (
    <Stack gap="md">
      {enter.error && <FormFaults texts={[enter.error.message]} />}
      <Text size="sm">{t("entry.joinAs", { name })}</Text>
      <Button loading={enter.isPending} onClick={() => enter.mutate({ token })}>
        {t("entry.join")}
      </Button>
    </Stack>
  );
}

function JoinAsNew({ token, email }: { token: string; email: string | null }) {
  const t = useWords();
  const { language } = useLanguage();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: email ?? "", password: "" },
  });
  const faults = useFormFaults(form, ["name", "email", "password"]);
  const enter = useEnter();
  return (
    <form
      onSubmit={form.onSubmit((values) => {
        faults.clear();
        enter.mutate({ token, ...values, language }, { onError: faults.show });
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        <NameField form={form} />
        <EmailField form={form} readOnly={email !== null} />
        <PasswordField form={form} autoComplete="new-password" />
        <Button type="submit" loading={enter.isPending}>
          {t("entry.join")}
        </Button>
      </Stack>
    </form>
  );
}

/** Joins, then goes in. */
function useEnter() {
  const navigate = useNavigate();
  return useSessionChange(async (body: Parameters<typeof acceptInvitation>[0]) => {
    await acceptInvitation(body);
    await navigate({ to: "/calendar" });
  });
}
