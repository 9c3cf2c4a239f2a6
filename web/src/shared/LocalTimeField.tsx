import { Button, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../messages/language.tsx";
import { ClockField } from "./ClockField.tsx";
import { DayField } from "./DayField.tsx";
import classes from "./local-time.module.css";
import { type LocalTime, localTimeOf, offsetOf, readTime } from "./local-times.ts";

/** A day and a time of it in a zone, and below how they are read. What is given back is always a whole time. */
export default function LocalTimeField(props: {
  /** What the time is for, above the fields; without it, what stands around them says so. */
  label?: string;
  at: LocalTime;
  onChange: (at: LocalTime) => void;
  /** The zones to choose from; without them the zone stays as it is. */
  zones?: readonly (string | { value: string; label: string })[];
  /** Whether days that are over may be meant. */
  mayBePast?: boolean;
  size?: "xs" | "sm";
  autoFocus?: boolean;
  /** Where the API's faults of this field point at. */
  pointer?: string;
  /** Stands below instead of how the time is read. */
  children?: ReactNode;
}) {
  const { label, at, onChange, zones, size } = props;
  const t = useWords();
  const [day = "", time = ""] = at.local.slice(0, 16).split("T");
  const { timeZone } = at;
  return (
    <fieldset className={classes.whole}>
      {label && <legend className={classes.label}>{label}</legend>}
      <div className={classes.fields}>
        <DayField
          className={classes.date}
          label={t("time.date")}
          size={size}
          data-pointer={props.pointer}
          valueFormat="ddd DD/MM/YYYY"
          minDate={props.mayBePast ? undefined : localTimeOf(Date.now(), timeZone).local.slice(0, 10)}
          value={day}
          onChange={(next) => next && onChange({ local: `${next}T${time}`, timeZone })}
        />
        <ClockField
          className={classes.time}
          label={t("time.time")}
          size={size}
          autoFocus={props.autoFocus}
          value={time}
          onChange={(next) => onChange({ local: `${day}T${next}`, timeZone })}
        />
        {zones && (
          <Select
            className={classes.zone}
            label={t("time.zone")}
            size={size}
            data={zones}
            searchable={zones.length > 10}
            allowDeselect={false}
            limit={50}
            value={timeZone}
            onChange={(next) => next && onChange({ local: at.local, timeZone: next })}
          />
        )}
      </div>
      {props.children ?? <Reading at={at} onChange={onChange} />}
    </fieldset>
  );
}

/** How a time is read, and what was decided where the clock is changed. */
function Reading({ at, onChange }: { at: LocalTime; onChange: (at: LocalTime) => void }) {
  const t = useWords();
  const intl = useIntl();
  const read = readTime(at);
  return (
    <>
      <p className={classes.reading} role="status">
        {read
          ? t("time.readAs", {
              at: intl.formatDate(read.instant, {
                weekday: "long",
                day: "numeric",
                month: "long",
                year: "numeric",
                hour: "2-digit",
                minute: "2-digit",
                timeZone: at.timeZone,
                timeZoneName: "long",
              }),
              offset: offsetOf(read.instant, at.timeZone),
            })
          : t("time.none")}
      </p>
      {read?.adjustment === "gap" && <p className={classes.caution}>{t("time.gap")}</p>}
      {read?.adjustment === "overlap" && (
        <p className={classes.caution}>
          {t(at.second ? "time.overlapSecond" : "time.overlapFirst")}{" "}
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...at, second: !at.second })}>
            {t(at.second ? "time.takeFirst" : "time.takeSecond")}
          </Button>
        </p>
      )}
    </>
  );
}
