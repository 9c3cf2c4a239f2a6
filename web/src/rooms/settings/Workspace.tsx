import { Button, Group, NumberInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Planning, planningQuery } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useChangePlanning, useChangeWorkspace } from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";

/** Name and zone, and the rules of planning. */
export function Workspace() {
  const planning = useQuery(planningQuery);
  return (
    <>
      <Identity />
      <Read query={planning} what="settings.whatPlanning">
        {(found) => <Rules planning={found} />}
      </Read>
    </>
  );
}

function Identity() {
  const t = useWords();
  const toasts = useToasts();
  const { workspace } = useSignedIn();
  const mayAdminister = useMay("administer");
  const change = useChangeWorkspace();
  const [name, setName] = useState(workspace.name);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  return (
    <Section title={t("settings.part.workspace")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { id: workspace.id, name, timeZone },
            { onSuccess: () => toasts.done(t("settings.saved")) },
          );
        }}
      >
        <Refusal error={change.error} />
        <Stack gap="md">
          <TextInput
            label={t("settings.workspaceName")}
            required
            maxLength={100}
            disabled={!mayAdminister}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Select
            label={t("settings.timeZone")}
            description={t("settings.timeZoneHint")}
            searchable
            limit={50}
            allowDeselect={false}
            disabled={!mayAdminister}
            data={zones}
            value={timeZone}
            onChange={(value) => value && setTimeZone(value)}
          />
          {mayAdminister && (
            <Group>
              <Button
                type="submit"
                variant="default"
                loading={change.isPending}
                disabled={name === workspace.name && timeZone === workspace.timeZone}
              >
                {t("common.save")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Section>
  );
}

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

function Rules({ planning }: { planning: Planning }) {
  const t = useWords();
  const toasts = useToasts();
  const mayAdminister = useMay("administer");
  const change = useChangePlanning();
  const [said, setSaid] = useState({
    approvalsRequired: planning.approvalsRequired,
    approvalSurvivesMove: planning.approvalSurvivesMove,
    lateGraceMinutes: planning.lateGraceSeconds === null ? "" : planning.lateGraceSeconds / 60,
    monthlyBudgetUsd: planning.monthlyBudgetUsd ?? "",
  } as {
    approvalsRequired: number;
    approvalSurvivesMove: boolean;
    lateGraceMinutes: number | string;
    monthlyBudgetUsd: number | string;
  });
  const say = (part: Partial<typeof said>) => setSaid((before) => ({ ...before, ...part }));
  const numberOf = (value: number | string, factor: number) =>
    value === "" ? null : Math.round(Number(value) * factor * 1000) / 1000;
  return (
    <Section title={t("settings.planning")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            {
              approvalsRequired: said.approvalsRequired,
              approvalSurvivesMove: said.approvalSurvivesMove,
              lateGraceSeconds: numberOf(said.lateGraceMinutes, 60),
              monthlyBudgetUsd: numberOf(said.monthlyBudgetUsd, 1),
            },
            { onSuccess: () => toasts.done(t("settings.saved")) },
          );
        }}
      >
        <Refusal error={change.error} />
        <Stack gap="md">
          <NumberInput
            label={t("settings.approvals")}
            description={t("settings.approvalsHint")}
            min={0}
            max={10}
            disabled={!mayAdminister}
            value={said.approvalsRequired}
            onChange={(value) => say({ approvalsRequired: Number(value) })}
          />
          <Switch
            label={t("settings.survivesMove")}
            disabled={!mayAdminister}
            checked={said.approvalSurvivesMove}
            onChange={({ currentTarget }) => say({ approvalSurvivesMove: currentTarget.checked })}
          />
          <NumberInput
            label={t("settings.lateGrace")}
            description={t("settings.lateGraceHint", {
              minutes: Math.round(planning.installationLateGraceSeconds / 60),
            })}
            min={1}
            max={1440}
            disabled={!mayAdminister}
            value={said.lateGraceMinutes}
            onChange={(value) => say({ lateGraceMinutes: value })}
          />
          <NumberInput
            label={t("settings.budget")}
            description={t("settings.budgetHint")}
            min={0}
            max={1_000_000}
            decimalScale={2}
            disabled={!mayAdminister}
            value={said.monthlyBudgetUsd}
            onChange={(value) => say({ monthlyBudgetUsd: value })}
          />
          {mayAdminister && (
            <Group>
              <Button type="submit" variant="default" loading={change.isPending}>
                {t("common.save")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Section>
  );
}
