import { Button, Select, Switch } from "@mantine/core";
import type { Monitor } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { usePatterns } from "../../shared/patterns.ts";
import { labels, type PeriodName, periods } from "../mentions/search.ts";
import classes from "./reputation.module.css";
import { comparisonOf, comparisons, type Interval, intervals, type ReputationSearch } from "./search.ts";

/** Of what, when and how finely; what narrows every figure is one click off. */
export function Controls(props: {
  monitor: Monitor;
  monitors: readonly Monitor[];
  search: ReputationSearch;
  interval: Interval;
  onChange: (change: Partial<ReputationSearch>) => void;
}) {
  const { monitor, monitors, search, interval, onChange } = props;
  const t = useWords();
  const [hasPatterns, setPatterns] = usePatterns();
  return (
    <div className={classes.filters}>
      <Select
        size="xs"
        w={180}
        aria-label={t("mentions.filter.monitor")}
        value={monitor.id}
        data={monitors.map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        onChange={(id) => onChange({ monitor: id ?? undefined })}
      />
      <Select
        id="reputation-period"
        size="xs"
        w={130}
        aria-label={t("mentions.filter.period")}
        value={search.from ? null : (search.period ?? "7d")}
        placeholder={t("reputation.ownPeriod")}
        data={Object.keys(periods).map((name) => ({
          value: name,
          label: t(`mentions.period.${name as PeriodName}`),
        }))}
        allowDeselect={false}
        onChange={(value) =>
          onChange({
            period: Object.keys(periods).find((name) => name === value) as PeriodName | undefined,
            from: undefined,
            to: undefined,
            interval: undefined,
          })
        }
      />
      <Select
        size="xs"
        w={130}
        aria-label={t("reputation.intervalName")}
        value={interval}
        data={intervals.map((name) => ({ value: name, label: t(`reputation.interval.${name}`) }))}
        allowDeselect={false}
        onChange={(value) => onChange({ interval: intervals.find((name) => name === value) })}
      />
      <Select
        size="xs"
        w={130}
        aria-label={t("mentions.filter.label")}
        placeholder={t("mentions.filter.label")}
        value={search.label ?? null}
        data={labels.map((label) => ({ value: label, label: t(`mentions.label.${label}`) }))}
        clearable
        onChange={(value) => onChange({ label: labels.find((label) => label === value) })}
      />
      {search.from !== undefined && (
        <Button
          size="xs"
          variant="light"
          rightSection={<Icon name="x" size={14} />}
          onClick={() => onChange({ from: undefined, to: undefined, interval: undefined })}
        >
          {t("reputation.unzoom", { period: t(`mentions.period.${search.period ?? "7d"}`) })}
        </Button>
      )}
      {(["network", "language", "author", "site"] as const).map(
        (name) =>
          search[name] !== undefined && (
            <Button
              key={name}
              size="xs"
              variant="light"
              rightSection={<Icon name="x" size={14} />}
              aria-label={t("mentions.dropFilter", { filter: search[name] })}
              onClick={() => onChange({ [name]: undefined })}
            >
              {search[name]}
            </Button>
          ),
      )}
      <Select
        size="xs"
        w={190}
        aria-label={t("reputation.compare")}
        value={comparisonOf(search) ?? "none"}
        data={[...comparisons, "none" as const].map((name) => ({
          value: name,
          label: t(`reputation.compareWith.${name}`),
        }))}
        allowDeselect={false}
        onChange={(value) =>
          onChange({
            compare:
              value === "none" ? false : value === "last-week" || value === "last-year" ? value : undefined,
          })
        }
      />
      <Switch
        size="xs"
        label={t("reputation.usual")}
        checked={search.usual === true}
        disabled={interval === "month"}
        onChange={(event) => onChange({ usual: event.currentTarget.checked || undefined })}
      />
      <Switch
        size="xs"
        label={t("reputation.patterns")}
        checked={hasPatterns}
        onChange={(event) => setPatterns(event.currentTarget.checked)}
      />
    </div>
  );
}
