import { ActionIcon, Button, MultiSelect, SegmentedControl, Select, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { campaignsQuery } from "../../api/planning.ts";
import type { Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import type { Day } from "./clock.ts";
import { useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import { type CalendarView, calendarViews, shownStates } from "./model.ts";
import type { CalendarSearch } from "./route.ts";
import { stateLooks } from "./states.ts";
import classes from "./strip.module.css";

/** Resting there with something in hand turns the page. */
const restMilliseconds = 600;

/** Which days, how they are shown, and what is left of them. */
export function PeriodControls(props: {
  view: CalendarView;
  date: string;
  days: readonly Day[];
  onStep: (by: 1 | -1) => void;
  onToday: () => void;
  onView: (view: CalendarView) => void;
}) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  return (
    <>
      <div className={classes.period}>
        <Arrow by={-1} onStep={props.onStep} />
        <span className={classes.periodName} aria-live="polite">
          {dates.period(props.view, props.date, props.days, desk.today)}
        </span>
        <Arrow by={1} onStep={props.onStep} />
        <Button variant="default" size="compact-md" onClick={props.onToday}>
          {t("calendar.today")}
        </Button>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t("calendar.view")}
        value={props.view}
        onChange={(value) => {
          const view = calendarViews.find((name) => name === value);
          if (view) props.onView(view);
        }}
        data={calendarViews.map((view) => ({ value: view, label: t(`calendar.view.${view}`) }))}
      />
    </>
  );
}

function Arrow({ by, onStep }: { by: 1 | -1; onStep: (by: 1 | -1) => void }) {
  const t = useWords();
  const desk = useDesk();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const label = t(by === 1 ? "calendar.next" : "calendar.previous");
  return (
    <Tooltip label={`${label} (Shift ${by === 1 ? "→" : "←"})`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => onStep(by)}
        onDragEnter={() => {
          clearTimeout(timer.current);
          if (desk.drag) timer.current = setTimeout(() => onStep(by), restMilliseconds);
        }}
        onDragLeave={() => clearTimeout(timer.current)}
      >
        <Icon name={by === 1 ? "chevron-right" : "chevron-left"} />
      </ActionIcon>
    </Tooltip>
  );
}

/** What the address filters by. */
export function FilterControls(props: {
  search: CalendarSearch;
  profiles: readonly Profile[];
  onChange: (changes: Partial<CalendarSearch>) => void;
}) {
  const { search, onChange } = props;
  const t = useWords();
  const campaigns = useQuery(campaignsQuery);
  const named = campaigns.data?.items ?? [];
  return (
    <>
      <MultiSelect
        size="xs"
        aria-label={t("calendar.profiles")}
        placeholder={search.profiles ? undefined : t("calendar.profiles")}
        data={props.profiles.map(({ id, name, network }) => ({ value: id, label: `${name} · ${network}` }))}
        value={search.profiles ?? []}
        onChange={(profiles) => onChange({ profiles: profiles.length > 0 ? profiles : undefined })}
        clearable
        searchable
        w={190}
      />
      <MultiSelect
        size="xs"
        aria-label={t("calendar.states")}
        placeholder={search.states ? undefined : t("calendar.states")}
        data={shownStates.map((state) => ({ value: state, label: t(stateLooks[state].word) }))}
        value={search.states ?? []}
        onChange={(values) => {
          const states = shownStates.filter((state) => values.includes(state));
          onChange({ states: states.length > 0 ? states : undefined });
        }}
        clearable
        w={170}
      />
      {named.length > 0 && (
        <Select
          size="xs"
          aria-label={t("calendar.campaign")}
          placeholder={t("calendar.campaign")}
          data={named.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.campaign ?? null}
          onChange={(campaign) => onChange({ campaign: campaign ?? undefined })}
          clearable
          searchable
          w={170}
        />
      )}
    </>
  );
}

/** Whose clock is shown, and which profiles live by another. */
export function ZoneLine(props: {
  at: number;
  usual: readonly string[];
  profiles: readonly Profile[];
  onZone: (zone: string | undefined) => void;
}) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  // Four hundred zones are not read for a first sight that shows one.
  const [isAsked, setAsked] = useState(false);
  const others = props.profiles.filter(({ timeZone }) => timeZone && timeZone !== desk.zone);
  const first = [
    ...new Set([...props.usual, desk.zone, ...others.flatMap(({ timeZone }) => timeZone ?? [])]),
  ];
  const rest = isAsked ? Intl.supportedValuesOf("timeZone").filter((zone) => !first.includes(zone)) : [];
  const option = (zone: string) => ({ value: zone, label: dates.zone(zone, props.at) });
  return (
    <div className={classes.zoneLine}>
      <Select
        size="xs"
        aria-label={t("calendar.zoneShown")}
        leftSection={<Icon name="world" size={14} />}
        data={[
          ...first.map(option),
          ...rest.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
        ]}
        value={desk.zone}
        onChange={(zone) => props.onZone(zone === props.usual[0] ? undefined : (zone ?? undefined))}
        allowDeselect={false}
        onDropdownOpen={() => setAsked(true)}
        searchable
        limit={60}
        w={200}
      />
      {others.slice(0, 2).map(({ id, name, timeZone }) => (
        <span key={id}>
          {t("calendar.otherZone", { name, zone: dates.zone(timeZone ?? "UTC", props.at) })}
        </span>
      ))}
    </div>
  );
}
