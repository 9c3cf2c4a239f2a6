import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { Network, Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { addressFrom } from "./connect-forms.ts";
import classes from "./profiles.module.css";
import { useBeginSignIn } from "./queries.ts";

/** Leads to the network's own page. It comes back to the room with what became of it (see SignInEnding.tsx). */
export function SignIn(props: {
  network: Network;
  /** The profile that is connected again; null: a new one. */
  again: Profile | null;
  back: ReactNode;
  onToken: () => void;
}) {
  const t = useWords();
  const { network, again } = props;
  const begin = useBeginSignIn();
  // A network without an address of its own is many servers: the person says which.
  const asksServer = network.baseUrl === null && again === null;
  const form = useForm<{ settings: { baseUrl: string } }>({
    mode: "uncontrolled",
    initialValues: { settings: { baseUrl: "" } },
  });
  const faults = useFormFaults(form, asksServer ? ["settings.baseUrl"] : []);
  return (
    <form
      onSubmit={form.onSubmit(({ settings }) => {
        faults.clear();
        begin.mutate(
          {
            network: network.id,
            ...(again ? { profile: again.id } : {}),
            ...(asksServer ? { settings: { baseUrl: addressFrom(settings.baseUrl) } } : {}),
          },
          { onError: faults.show, onSuccess: ({ url }) => location.assign(url) },
        );
      })}
    >
      <FormFaults texts={faults.general} />
      <div className={classes.columns}>
        <Stack gap="md">
          {asksServer && (
            <TextInput
              key={form.key("settings.baseUrl")}
              label={t("connect.server")}
              description={t("connect.serverHint")}
              placeholder="mastodon.social"
              required
              data-autofocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...form.getInputProps("settings.baseUrl")}
            />
          )}
          {again && <Text size="sm">{t("connect.againText", { handle: again.handle })}</Text>}
          <div>
            <Button
              type="submit"
              loading={begin.isPending || begin.isSuccess}
              rightSection={<Icon name="arrow-right" />}
            >
              {t("connect.signIn", { network: network.name })}
            </Button>
          </div>
        </Stack>
        <ol className={classes.steps}>
          <li>{t("connect.signIn1", { network: network.name })}</li>
          <li>{t("connect.signIn2")}</li>
          <li>{t("connect.signIn3")}</li>
        </ol>
      </div>
      <Group justify="space-between" mt="lg">
        {props.back}
        <Button variant="subtle" onClick={props.onToken}>
          {t("connect.byToken")}
        </Button>
      </Group>
    </form>
  );
}
