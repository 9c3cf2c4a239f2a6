import { Button, Group, Input, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import classes from "./alerts.module.css";
import { daysQuery, type Rule, type Trial, useTryRule } from "./queries.ts";
import { TrialPlot } from "./TrialPlot.tsx";

type Spike = "negative-spike" | "volume-spike";
type Level = Rule["sensitivity"];
const levels: readonly Level[] = ["low", "medium", "high"];
const triedDays = 90;

export function isSpike(kind: Rule["kind"]): kind is Spike {
  return kind === "negative-spike" || kind === "volume-spike";
}

/** Three words, with what each means on this monitor's own past. */
export function Sensitivity(props: {
  kind: Spike;
  monitor: string;
  value: Level;
  onChange: (value: Level) => void;
}) {
  const { kind, monitor, value } = props;
  const t = useWords();
  const trial = useTryRule();
  const [tried, setTried] = useState<{ level: Level; from: string; to: string } | null>(null);
  const { timeZone: tz } = Intl.DateTimeFormat().resolvedOptions();
  const run = () => {
    const to = new Date();
    const from = new Date(to.getTime() - triedDays * 86_400_000);
    const period = { from: from.toISOString(), to: to.toISOString() };
    setTried({ level: value, ...period });
    trial.mutate({ kind, monitor, sensitivity: value, tz, ...period });
  };
  return (
    <div>
      <Input.Label id="rule-sensitivity">{t("rules.sensitivity")}</Input.Label>
      <Group gap="md">
        <SegmentedControl
          aria-labelledby="rule-sensitivity"
          value={value}
          onChange={(next) => props.onChange(levels.find((level) => level === next) ?? value)}
          data={levels.map((level) => ({ value: level, label: t(`rules.sensitivity.${level}`) }))}
        />
        <Button variant="default" loading={trial.isPending} disabled={monitor === ""} onClick={run}>
          {t("rules.tryIt")}
        </Button>
      </Group>
      <Text size="sm" className="muted" mt="xs">
        {t(`rules.means.${value}`)}
      </Text>
      <div role="status">
        {trial.isPending && <Text size="sm">{t("rules.trying")}</Text>}
        {trial.error && (
          <FormFaults texts={[sentenceOf(trial.error, t("common.unreachable"), t("common.broken"))]} />
        )}
        {trial.data && tried && <Tried trial={trial.data} tried={tried} kind={kind} monitor={monitor} />}
      </div>
    </div>
  );
}

/** When the rule would have spoken, over what there was. */
function Tried(props: {
  trial: Trial;
  tried: { level: Level; from: string; to: string };
  kind: Spike;
  monitor: string;
}) {
  const { trial, tried, kind, monitor } = props;
  const t = useWords();
  const intl = useIntl();
  const days = useQuery(daysQuery(monitor, tried.from, tried.to, trial.timeZone));
  return (
    <div className={classes.trial}>
      <Text size="sm" fw={500}>
        {t("rules.tried", { sensitivity: t(`rules.sensitivity.${tried.level}`), count: trial.count })}
      </Text>
      {days.data && (
        <TrialPlot
          days={days.data.buckets.map(({ from, to, negative, mentions }) => ({
            from: Date.parse(from),
            to: Date.parse(to),
            count: kind === "negative-spike" ? negative : mentions,
          }))}
          alerts={trial.alerts.map(({ openedAt }) => Date.parse(openedAt))}
        />
      )}
      {trial.alerts.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <ul className={classes.trialList} tabIndex={0} aria-label={t("rules.alertsADay")}>
          {trial.alerts.map(({ openedAt, evidence }) => (
            <li key={openedAt}>
              <Moment at={openedAt} />:{" "}
              {t("rules.triedLine", {
                seen: evidence.seen,
                expected: intl.formatNumber(evidence.expected),
                authors: evidence.authors,
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
