import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Network, networksQuery, type Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import {
  type ConnectForm,
  closedNetworks,
  comingNetworks,
  connectForms,
  newProfileFrom,
} from "./connect-forms.ts";
import classes from "./profiles.module.css";
import { useConnectProfile } from "./queries.ts";
import { SignIn } from "./SignIn.tsx";

type Step =
  | { at: "network" }
  | { at: "form"; network: Network; form: ConnectForm }
  | { at: "done"; profile: Profile; network: Network };

/**
 * Network, then its own page to sign in on, or its form beside what to do there, then who was found.
 * @param props.again the profile that is connected again: its network is known
 */
export function ConnectProfile(props: {
  again: Profile | null;
  onClose: () => void;
  onSettings: (profile: Profile) => void;
}) {
  const { again, onClose } = props;
  const t = useWords();
  const networks = useQuery(networksQuery);
  const [chosen, setStep] = useState<Step>({ at: "network" });
  const own = networks.data?.items.find(({ id }) => id === again?.network);
  const ownForm = own && connectForms[own.id];
  const step: Step =
    chosen.at === "network" && own && ownForm ? { at: "form", network: own, form: ownForm } : chosen;
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={
        again
          ? t("profiles.reconnectName", { name: again.name })
          : step.at === "network"
            ? t("profiles.connect")
            : t("connect.title", { network: step.network.name })
      }
    >
      {step.at === "network" && (
        <PickNetwork onPick={(network, form) => setStep({ at: "form", network, form })} />
      )}
      {step.at === "form" && (
        <Ways
          network={step.network}
          form={step.form}
          again={again}
          onBack={() => setStep({ at: "network" })}
          onConnected={(profile) => setStep({ at: "done", profile, network: step.network })}
        />
      )}
      {step.at === "done" && (
        <Found
          profile={step.profile}
          network={step.network}
          onClose={onClose}
          onSettings={again ? null : () => props.onSettings(step.profile)}
        />
      )}
    </Dialog>
  );
}

function PickNetwork({ onPick }: { onPick: (network: Network, form: ConnectForm) => void }) {
  const t = useWords();
  const networks = useQuery(networksQuery);
  return (
    <Read query={networks} what="connect.whatNetworks">
      {({ items }) => (
        <Stack gap="md">
          <div className={classes.networks}>
            {items.map((network) => {
              const form = connectForms[network.id];
              return (
                form && (
                  <button
                    key={network.id}
                    type="button"
                    className={classes.network}
                    onClick={() => onPick(network, form)}
                  >
                    <NetworkIcon network={network.id} name="" />
                    {network.name}
                  </button>
                )
              );
            })}
          </div>
          <Text size="sm" className="muted">
            {t("connect.coming", { names: comingNetworks.join(", ") })}
          </Text>
          {closedNetworks.map(({ name, why }) => (
            <Text key={name} size="sm" className="muted">
              {t(why)}
            </Text>
          ))}
        </Stack>
      )}
    </Read>
  );
}

interface WaysProps {
  network: Network;
  form: ConnectForm;
  again: Profile | null;
  onBack: () => void;
  onConnected: (profile: Profile) => void;
}

/** On the network's own page where that is possible; a token for those who would rather. */
function Ways(props: WaysProps) {
  const t = useWords();
  const { network, again } = props;
  const [way, setWay] = useState<"sign-in" | "token">(network.signIn === "ready" ? "sign-in" : "token");
  const back = again ? (
    <span />
  ) : (
    <Button variant="subtle" leftSection={<Icon name="arrow-left" />} onClick={props.onBack}>
      {t("connect.otherNetwork")}
    </Button>
  );
  if (way === "sign-in")
    return <SignIn network={network} again={again} back={back} onToken={() => setWay("token")} />;
  return (
    <>
      {network.signIn === "not-set-up" && (
        <Text size="sm" className="muted" mb="md">
          {t("connect.notSetUp", {
            network: network.name,
            setting: `VIGIE_${network.id.toUpperCase()}_CLIENT_ID`,
          })}
        </Text>
      )}
      <Form {...props} back={back} onSignIn={network.signIn === "ready" ? () => setWay("sign-in") : null} />
    </>
  );
}

function Form(props: WaysProps & { back: ReactNode; onSignIn: (() => void) | null }) {
  const t = useWords();
  const { network } = props;
  const { fields, steps, page } = props.form;
  // Flat names with a dot in them are paths to Mantine: what the API says of /settings/baseUrl finds its field.
  const form = useForm<{ credentials: Record<string, string>; settings: Record<string, string> }>({
    mode: "uncontrolled",
    initialValues: {
      credentials: {},
      settings:
        props.again && fields.some(({ name }) => name === "settings.baseUrl")
          ? { baseUrl: props.again.baseUrl }
          : {},
    },
  });
  const faults = useFormFaults(
    form,
    fields.map(({ name }) => name),
  );
  const connect = useConnectProfile();
  return (
    <form
      onSubmit={form.onSubmit(({ credentials, settings }) => {
        faults.clear();
        connect.mutate(newProfileFrom(network.id, { credentials, settings }), {
          onError: faults.show,
          onSuccess: props.onConnected,
        });
      })}
    >
      <FormFaults texts={faults.general} />
      <div className={classes.columns}>
        <Stack gap="md">
          {fields.map(({ name, kind, label, example }) => {
            const Input = kind === "secret" ? PasswordInput : TextInput;
            return (
              <Input
                key={form.key(name)}
                label={t(label)}
                placeholder={example}
                required
                autoComplete="off"
                spellCheck={false}
                {...form.getInputProps(name)}
              />
            );
          })}
        </Stack>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{t(step)}</li>
          ))}
          {page && (
            <Anchor href={page} target="_blank" rel="noreferrer" size="sm" mt="sm" display="inline-block">
              {t("connect.openPage", { network: network.name })} <Icon name="external-link" size={14} />
            </Anchor>
          )}
        </ol>
      </div>
      <Group justify="space-between" mt="lg">
        {props.back}
        <Group gap="sm">
          {props.onSignIn && (
            <Button variant="subtle" onClick={props.onSignIn}>
              {t("connect.signIn", { network: network.name })}
            </Button>
          )}
          <Button type="submit" loading={connect.isPending}>
            {t("connect.act")}
          </Button>
        </Group>
      </Group>
    </form>
  );
}

function Found(props: {
  profile: Profile;
  network: Network;
  onClose: () => void;
  onSettings: (() => void) | null;
}) {
  const { profile, network, onClose } = props;
  const t = useWords();
  return (
    <Stack gap="md">
      <Group gap="md">
        <NetworkIcon network={network.id} name={network.name} size={32} />
        <div>
          <Text fw={500}>{profile.name}</Text>
          <Text size="sm" className="third">
            {profile.handle}
          </Text>
        </div>
        <Chip tone="state-published" icon="circle-check" text={t("profiles.connected")} />
      </Group>
      <Text size="sm">{t("connect.done")}</Text>
      <Group justify="flex-end">
        {props.onSettings && (
          <Button variant="default" onClick={props.onSettings}>
            {t("slots.choose")}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t("connect.finish")}
        </Button>
      </Group>
    </Stack>
  );
}
