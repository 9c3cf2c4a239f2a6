import { Button, Chip, Group, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { ClockField } from "../../shared/ClockField.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { cityOf } from "../calendar/dates.ts";
import classes from "./profiles.module.css";
import { type Slot, usualSlots, weekdays, withSlots } from "./slots.ts";

/** The times of the week at which a profile likes to publish. @param props.zone that new ones are in */
export function SlotEditor(props: {
  slots: readonly Slot[];
  zone: string;
  onChange: (slots: Slot[]) => void;
}) {
  const { slots, zone, onChange } = props;
  const t = useWords();
  const intl = useIntl();
  const [days, setDays] = useState<string[]>(["1", "2", "3", "4", "5"]);
  const [time, setTime] = useState("09:00");
  const field = useRef<HTMLInputElement>(null);
  // The first of January 2024 was a Monday.
  const nameOf = (weekday: number, width: "short" | "long") =>
    intl.formatDate(Date.UTC(2024, 0, weekday), { weekday: width, timeZone: "UTC" });
  const remove = (slot: Slot) => {
    onChange(slots.filter((one) => one !== slot));
    field.current?.focus();
  };
  return (
    <Stack gap="sm" component="fieldset" className={classes.slots}>
      <legend>{t("slots.title", { zone: cityOf(zone) })}</legend>
      <Group gap="xs" role="group" aria-label={t("slots.days")}>
        <Chip.Group multiple value={days} onChange={setDays}>
          {weekdays.map((weekday) => (
            <Chip key={weekday} value={String(weekday)} size="sm" variant="outline">
              {nameOf(weekday, "short")}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
      <Group gap="sm" align="end">
        <ClockField
          ref={field}
          label={t("slots.time")}
          width={130}
          value={time}
          onChange={setTime}
          onEnter={() => onChange(withSlots(slots, { days: days.map(Number), time, timeZone: zone }))}
        />
        <Button
          variant="default"
          disabled={days.length === 0}
          onClick={() => onChange(withSlots(slots, { days: days.map(Number), time, timeZone: zone }))}
        >
          {t("slots.add")}
        </Button>
        {slots.length === 0 && (
          <Button variant="subtle" onClick={() => onChange(usualSlots(zone))}>
            {t("slots.usual")}
          </Button>
        )}
      </Group>
      {slots.length === 0 ? (
        <p className="muted">{t("slots.none")}</p>
      ) : (
        <dl className={classes.week}>
          {weekdays
            .filter((weekday) => slots.some((slot) => slot.weekday === weekday))
            .map((weekday) => (
              <div key={weekday}>
                <dt>{nameOf(weekday, "long")}</dt>
                <dd>
                  {slots
                    .filter((slot) => slot.weekday === weekday)
                    .map((slot) => (
                      <Button
                        key={`${slot.time} ${cityOf(slot.timeZone)}`}
                        variant="default"
                        size="compact-sm"
                        rightSection={<Icon name="x" size={14} />}
                        aria-label={t("slots.remove", { day: nameOf(weekday, "long"), time: slot.time })}
                        onClick={() => remove(slot)}
                      >
                        {slot.timeZone === zone ? slot.time : `${slot.time} ${slot.timeZone}`}
                      </Button>
                    ))}
                </dd>
              </div>
            ))}
        </dl>
      )}
    </Stack>
  );
}
