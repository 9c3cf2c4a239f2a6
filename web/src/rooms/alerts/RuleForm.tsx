import { Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../api/problem.ts";
import { monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import { type NewRule, type Rule, useChangeRule, useMakeRule } from "./queries.ts";
import { isSpike, Sensitivity } from "./Sensitivity.tsx";
import { type HowTold, Telling } from "./Telling.tsx";

const kinds = [
  "negative-spike",
  "volume-spike",
  "keyword",
  "author-followers",
  "approval-due",
  "source-silent",
  "publication-failed",
  "profile-reconnect",
] as const satisfies readonly Rule["kind"][];
/** Kinds that watch the workspace itself. */
const ofWorkspace: readonly Rule["kind"][] = [
  "approval-due",
  "source-silent",
  "publication-failed",
  "profile-reconnect",
];

const untold: HowTold = { channels: [], escalation: null };

export function MakeRule({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const make = useMakeRule();
  const monitors = useQuery(monitorsQuery);
  const [kind, setKind] = useState<Rule["kind"]>("negative-spike");
  const [chosen, setMonitor] = useState<string | null>(null);
  const [sensitivity, setSensitivity] = useState<Rule["sensitivity"]>("medium");
  const [query, setQuery] = useState("");
  const [followers, setFollowers] = useState(10_000);
  const [silentHours, setSilentHours] = useState(24);
  const [hoursBefore, setHoursBefore] = useState(24);
  const [told, setTold] = useState<HowTold>(untold);
  const monitor =
    chosen ??
    (monitors.data?.items.find(({ kind: of }) => of === "brand") ?? monitors.data?.items[0])?.id ??
    "";
  const body = (): NewRule => {
    const common = { ...told, sensitivity };
    switch (kind) {
      case "negative-spike":
      case "volume-spike":
        return { ...common, kind, monitor };
      case "keyword":
        return { ...common, kind, monitor, query };
      case "author-followers":
        return { ...common, kind, monitor, followers };
      case "source-silent":
        return { ...common, kind, silentMinutes: silentHours * 60 };
      case "approval-due":
        return { ...common, kind, minutesBefore: Math.round(hoursBefore * 60) };
      case "publication-failed":
      case "profile-reconnect":
        return { ...common, kind };
    }
  };
  const isOfWorkspace = ofWorkspace.includes(kind);
  return (
    <RuleModal title={t("rules.new")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(body(), {
            onSuccess: () => {
              toasts.done(t("rules.made"));
              onClose();
            },
          });
        }}
      >
        <Stack gap="md">
          <Refusal error={make.error} />
          <Select
            label={t("rules.watches")}
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: t(`alerts.kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(kinds.find((one) => one === value) ?? kind)}
          />
          {!isOfWorkspace && (
            <Select
              label={t("rules.monitor")}
              description={monitors.data?.items.length === 0 ? t("rules.noMonitor") : undefined}
              allowDeselect={false}
              required
              data={monitors.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              value={monitor || null}
              onChange={setMonitor}
            />
          )}
          {kind === "keyword" && (
            <TextInput
              label={t("rules.query")}
              description={t("rules.queryHint")}
              required
              value={query}
              onChange={({ currentTarget }) => setQuery(currentTarget.value)}
            />
          )}
          {kind === "author-followers" && (
            <NumberInput
              label={t("rules.followers")}
              min={1}
              value={followers}
              onChange={(value) => setFollowers(Number(value))}
            />
          )}
          {kind === "source-silent" && (
            <NumberInput
              label={t("rules.silentMinutes")}
              min={1}
              max={1440}
              value={silentHours}
              onChange={(value) => setSilentHours(Number(value))}
            />
          )}
          {kind === "approval-due" && (
            <NumberInput
              label={t("rules.hoursBefore")}
              description={t("rules.hoursBeforeHint")}
              min={0.25}
              max={336}
              step={1}
              value={hoursBefore}
              onChange={(value) => setHoursBefore(Number(value))}
            />
          )}
          {isSpike(kind) && (
            <Sensitivity kind={kind} monitor={monitor} value={sensitivity} onChange={setSensitivity} />
          )}
          <Telling value={told} onChange={setTold} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!isOfWorkspace && monitor === ""}>
              {t("rules.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </RuleModal>
  );
}

/** What a rule watches stays; how finely, and who is told, may change. */
export function ChangeRule({ rule, name, onClose }: { rule: Rule; name: string; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const change = useChangeRule();
  const [sensitivity, setSensitivity] = useState(rule.sensitivity);
  const [told, setTold] = useState<HowTold>({ channels: rule.channels, escalation: rule.escalation });
  return (
    <RuleModal title={name} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { id: rule.id, sensitivity, ...told },
            {
              onSuccess: () => {
                toasts.done(t("rules.saved"));
                onClose();
              },
            },
          );
        }}
      >
        <Stack gap="md">
          <Refusal error={change.error} />
          {isSpike(rule.kind) && rule.monitor !== null && (
            <Sensitivity
              kind={rule.kind}
              monitor={rule.monitor}
              value={sensitivity}
              onChange={setSensitivity}
            />
          )}
          <Telling value={told} onChange={setTold} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t("rules.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </RuleModal>
  );
}

function RuleModal(props: { title: string; onClose: () => void; children: React.ReactNode }) {
  return (
    <Dialog onClose={props.onClose} size="lg" title={props.title}>
      {props.children}
    </Dialog>
  );
}

function Refusal({ error }: { error: Error | null }) {
  const t = useWords();
  if (!error) return null;
  const faults = error instanceof Problem ? error.fields.map(({ detail }) => detail) : [];
  return (
    <FormFaults
      texts={faults.length > 0 ? faults : [sentenceOf(error, t("common.unreachable"), t("common.broken"))]}
    />
  );
}
