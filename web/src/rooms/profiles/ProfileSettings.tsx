import { Button, Group, NumberInput, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Planning, planningQuery } from "../../api/planning.ts";
import { type Monitor, monitorsQuery, type Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Read } from "../../shared/Read.tsx";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import { cityOf } from "../calendar/dates.ts";
import { slotsQuery, useChangeProfile } from "./queries.ts";
import { SlotEditor } from "./SlotEditor.tsx";
import { movedToZone, type Slot } from "./slots.ts";

/** When a profile publishes, in which zone, for which brand, and after whose approval. */
export function ProfileSettings({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const t = useWords();
  const slots = useQuery(slotsQuery(profile.id));
  const planning = useQuery(planningQuery);
  const monitors = useQuery(monitorsQuery);
  return (
    <Dialog onClose={onClose} size="lg" title={t("slots.of", { name: profile.name })}>
      <Read query={slots} what="slots.what">
        {({ items }) => (
          <Read query={planning} what="slots.what">
            {(rules) => (
              <Form
                profile={profile}
                slots={items}
                rules={rules}
                brands={monitors.data?.items.filter(({ kind }) => kind === "brand") ?? []}
                onClose={onClose}
              />
            )}
          </Read>
        )}
      </Read>
    </Dialog>
  );
}

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

function Form(props: {
  profile: Profile;
  slots: readonly Slot[];
  rules: Planning;
  brands: readonly Monitor[];
  onClose: () => void;
}) {
  const { profile, rules } = props;
  const t = useWords();
  const toasts = useToasts();
  const change = useChangeProfile();
  const [timeZone, setTimeZone] = useState(profile.timeZone);
  const [brand, setBrand] = useState(profile.brand);
  const [approvals, setApprovals] = useState<number | string>(profile.approvalsRequired ?? "");
  const [slots, setSlots] = useState<Slot[]>([...props.slots]);
  const zone = timeZone ?? rules.timeZone;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const approvalsRequired = approvals === "" ? null : Number(approvals);
        change.mutate(
          { id: profile.id, profile: { timeZone, brand, approvalsRequired }, slots },
          {
            onSuccess: () => {
              toasts.done(t("slots.saved", { name: profile.name }));
              props.onClose();
            },
          },
        );
      }}
    >
      <FormFaults
        texts={change.error ? [sentenceOf(change.error, t("common.unreachable"), t("common.broken"))] : []}
      />
      <Stack gap="md">
        <SlotEditor slots={slots} zone={zone} onChange={setSlots} />
        <Select
          label={t("settings.timeZone")}
          description={t("slots.zoneHint", { zone: cityOf(rules.timeZone) })}
          searchable
          clearable
          limit={50}
          data={zones}
          value={timeZone}
          onChange={(value) => {
            setSlots(movedToZone(slots, zone, value ?? rules.timeZone));
            setTimeZone(value);
          }}
        />
        <Select
          label={t("slots.brand")}
          description={t("slots.brandHint")}
          clearable
          data={props.brands.map(({ id, name }) => ({ value: id, label: name }))}
          value={brand}
          onChange={setBrand}
        />
        <NumberInput
          label={t("settings.approvals")}
          description={t("slots.approvalsHint", { count: rules.approvalsRequired })}
          min={0}
          max={10}
          allowDecimal={false}
          value={approvals}
          onChange={setApprovals}
        />
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={change.isPending}>
          {t("common.save")}
        </Button>
      </Group>
    </form>
  );
}
