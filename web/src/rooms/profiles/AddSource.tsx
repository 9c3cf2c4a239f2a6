import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Network, networksQuery, profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useAddSource } from "./queries.ts";
import { sourceFields, sourceSettingsFrom } from "./source-forms.ts";

/** Where to listen: a network, a way of listening there, and the little that it asks for. */
export function AddSource({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const networks = useQuery(networksQuery);
  return (
    <Dialog onClose={onClose} size="lg" title={t("profiles.addSource")}>
      <Read query={networks} what="connect.whatNetworks">
        {({ items }) => <Form places={items.flatMap(placesOf)} onClose={onClose} />}
      </Read>
    </Dialog>
  );
}

interface Place {
  /** "rss feed": network and mode. */
  id: string;
  network: Network;
  mode: Network["sourceModes"][number];
}

function placesOf(network: Network): Place[] {
  return network.sourceModes.map((mode) => ({ id: `${network.id} ${mode.mode}`, network, mode }));
}

function Form({ places, onClose }: { places: readonly Place[]; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const add = useAddSource();
  const [placeId, setPlaceId] = useState("rss feed");
  const [profile, setProfile] = useState<string | null>(null);
  const profiles = useQuery(profilesQuery);
  const form = useForm<{ settings: Record<string, string> }>({
    mode: "uncontrolled",
    initialValues: { settings: {} },
  });
  const fields = sourceFields[placeId] ?? [];
  const faults = useFormFaults(
    form,
    fields.map(({ name }) => `settings.${name}`),
  );
  const place = places.find(({ id }) => id === placeId);
  if (!place) return null;
  const own = profiles.data?.items.filter(({ network }) => network === place.network.id) ?? [];
  // Where there is but one, it is the one.
  const reader = place.mode.needsCredentials
    ? (profile ?? (own.length === 1 ? own[0]?.id : null) ?? null)
    : null;
  return (
    <form
      onSubmit={form.onSubmit(({ settings }) => {
        faults.clear();
        const asked = Object.fromEntries(fields.map(({ name }) => [name, settings[name] ?? ""]));
        add.mutate(
          {
            network: place.network.id,
            mode: place.mode.mode,
            settings: sourceSettingsFrom(asked),
            ...(reader ? { profile: reader } : {}),
          },
          {
            onError: faults.show,
            onSuccess: ({ name }) => {
              toasts.done(t("source.added", { name }));
              onClose();
            },
          },
        );
      })}
    >
      <FormFaults texts={faults.general} />
      <Stack gap="md">
        <Select
          label={t("source.where")}
          data={places.map(({ id, network, mode }) => ({
            value: id,
            label: `${network.name} · ${t(`profiles.mode.${mode.mode}`)}`,
          }))}
          value={placeId}
          allowDeselect={false}
          onChange={(value) => {
            if (value) setPlaceId(value);
            setProfile(null);
          }}
        />
        {place.mode.needsCredentials && (
          <Select
            label={t("source.profile")}
            description={
              own.length === 0 ? t("source.noProfile", { network: place.network.name }) : undefined
            }
            required
            data={own.map(({ id, name, handle }) => ({ value: id, label: `${name} ${handle}` }))}
            value={reader}
            onChange={setProfile}
          />
        )}
        {fields.map(({ name, label, hint, example, isRequired }) =>
          name === "engagement" ? (
            <Checkbox
              key={form.key(`settings.${name}`)}
              label={t(label)}
              description={hint && t(hint)}
              defaultChecked={false}
              onChange={({ currentTarget }) =>
                form.setFieldValue(`settings.${name}`, currentTarget.checked ? "yes" : "")
              }
            />
          ) : (
            <TextInput
              key={form.key(`settings.${name}`)}
              label={t(label)}
              description={hint && t(hint)}
              placeholder={example}
              required={isRequired}
              {...form.getInputProps(`settings.${name}`)}
            />
          ),
        )}
        <Text size="sm" className="muted">
          {t("source.monitors")}
        </Text>
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={add.isPending}>
          {t("source.act")}
        </Button>
      </Group>
    </form>
  );
}
