import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useMay } from "../../api/session.ts";
import { type Channel, channelsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type ChannelKind, channelFields, channelKinds, channelSettingsFrom } from "./channel-forms.ts";
import { Digest, type ToldIn, ToldInSelect } from "./Digest.tsx";
import { QuietHours } from "./QuietHours.tsx";
import { useAddChannel, useRemoveChannel, useTestChannel } from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** Where alerts go; each is tried before it is needed. */
export function Channels() {
  const t = useWords();
  const channels = useQuery(channelsQuery);
  const mayChange = useMay("configure");
  return (
    <>
      <Section title={t("settings.part.channels")} lead={t("settings.channelsLead")}>
        <Read query={channels} what="settings.whatChannels">
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="send" text={t("settings.noChannels")} />
            ) : (
              <ul className={classes.lines}>
                {items.map((channel) => (
                  <ChannelLine key={channel.id} channel={channel} mayChange={mayChange} />
                ))}
              </ul>
            )
          }
        </Read>
      </Section>
      {mayChange && <AddChannel />}
    </>
  );
}

function ChannelLine({ channel, mayChange }: { channel: Channel; mayChange: boolean }) {
  const t = useWords();
  const toasts = useToasts();
  const test = useTestChannel();
  const remove = useRemoveChannel();
  const kind = channelKinds.find((one) => one === channel.kind);
  const label = t("settings.removeChannelName", { name: channel.name });
  return (
    <li className={classes.tall}>
      <div>
        <b>{channel.name}</b> <span className="third">{kind && t(`settings.kind.${kind}`)}</span>
        {channel.lastDeliveryAt && (
          <div className="third">
            {t("settings.lastDelivery")} <Moment at={channel.lastDeliveryAt} relative />
          </div>
        )}
        {channel.lastError && <div className={classes.fault}>{channel.lastError}</div>}
        {test.data && (
          <div role="status">
            {test.data.outcome === "delivered" ? (
              <Chip tone="state-published" icon="circle-check" text={t("settings.testDelivered")} />
            ) : (
              <>
                <Chip tone="critical" icon="alert-octagon" text={t(`settings.test.${test.data.outcome}`)} />
                <div className={classes.fault}>{test.data.detail}</div>
              </>
            )}
          </div>
        )}
        <QuietHours channel={channel} mayChange={mayChange} />
        <Digest channel={channel} mayChange={mayChange} />
      </div>
      {mayChange && (
        <div className={classes.lineActions}>
          <Button
            variant="default"
            size="compact-sm"
            loading={test.isPending}
            onClick={() => test.mutate(channel.id, { onError: toasts.failed })}
          >
            {t("settings.test")}
          </Button>
          <AskFirst
            title={label}
            text={t("settings.removeChannelText")}
            act={t("settings.removeChannel")}
            id={channel.id}
            change={remove}
          >
            {(ask) => <IconButton icon="trash" label={label} onClick={ask} />}
          </AskFirst>
        </div>
      )}
    </li>
  );
}

function AddChannel() {
  const t = useWords();
  const toasts = useToasts();
  const add = useAddChannel();
  const intl = useIntl();
  const [kind, setKind] = useState<ChannelKind>("email");
  const [language, setLanguage] = useState<ToldIn>(intl.locale.startsWith("fr") ? "fr" : "en");
  const [name, setName] = useState("");
  const [written, setWritten] = useState<Record<string, string>>({});
  return (
    <Section title={t("settings.addChannel")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { kind, language, ...(name ? { name } : {}), settings: channelSettingsFrom(kind, written) },
            {
              onSuccess: () => {
                toasts.done(t("settings.channelAdded"));
                setName("");
                setWritten({});
              },
            },
          );
        }}
      >
        <Refusal error={add.error} />
        <Stack gap="md">
          <Group align="end" gap="sm">
            <Select
              label={t("settings.channelKind")}
              allowDeselect={false}
              data={channelKinds.map((value) => ({ value, label: t(`settings.kind.${value}`) }))}
              value={kind}
              onChange={(value) => setKind(channelKinds.find((one) => one === value) ?? kind)}
            />
            <TextInput
              label={t("settings.channelName")}
              flex={1}
              miw={160}
              maxLength={200}
              required
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
          </Group>
          <ToldInSelect value={language} onChange={setLanguage} />
          {channelFields[kind].map((field) => (
            <TextInput
              key={`${kind} ${field.name}`}
              label={t(field.label)}
              description={field.hint && t(field.hint)}
              placeholder={field.example}
              type={field.isSecret ? "password" : "text"}
              autoComplete="off"
              spellCheck={false}
              required={!field.isOptional}
              value={written[field.name] ?? ""}
              onChange={({ currentTarget: { value } }) =>
                setWritten((before) => ({ ...before, [field.name]: value }))
              }
            />
          ))}
          {kind === "email" && (
            <Text size="sm" className="third">
              {t("settings.emailHint")}
            </Text>
          )}
          <div>
            <Button type="submit" loading={add.isPending}>
              {t("settings.addChannel")}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
