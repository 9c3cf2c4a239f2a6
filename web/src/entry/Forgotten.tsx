import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mailPasswordLink } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { FormFaults, useFormFaults } from "../shared/form.tsx";
import { EmailField } from "./fields.tsx";

/** What to do without one's password: a link by mail where mails are sent, else somebody who makes one. */
export function Forgotten({ byMail }: { byMail: boolean }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setOpen(true)}>
        {t("entry.forgotten")}
      </Anchor>
    );
  return byMail ? (
    <ByMail />
  ) : (
    <Text size="sm" mt="md" role="status">
      {t("entry.forgottenAsk")}
    </Text>
  );
}

function ByMail() {
  const t = useWords();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "" } });
  const faults = useFormFaults(form, ["email"]);
  const ask = useMutation({ mutationFn: mailPasswordLink });
  if (ask.isSuccess)
    return (
      <Text size="sm" mt="md" role="status">
        {t("entry.forgottenSent")}
      </Text>
    );
  return (
    <form
      aria-label={t("entry.forgotten")}
      onSubmit={form.onSubmit((values) => {
        faults.clear();
        ask.mutate(values, { onError: faults.show });
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md" mt="lg">
        <Text size="sm">{t("entry.forgottenLead")}</Text>
        <EmailField form={form} />
        <Button type="submit" variant="default" loading={ask.isPending}>
          {t("entry.forgottenAct")}
        </Button>
      </Stack>
    </form>
  );
}
