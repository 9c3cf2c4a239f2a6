import { Button, Group, Radio, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nextSlotsQuery } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { instantOf, type WallTime, wallTimeOf } from "./clock.ts";
import { clockText, useClock, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import type { Load } from "./moving.tsx";

const laterMilliseconds = 3_600_000;

/** Another time without dragging: a free slot, or day, time and zone. */
export function MoveDialog(props: {
  load: Load;
  refusal: (wall: WallTime) => string | null;
  onPlace: (wall: WallTime) => void;
  onClose: () => void;
}) {
  const { load } = props;
  const t = useWords();
  const dates = useDates();
  const clock = useClock();
  const desk = useDesk();
  const start = load.from ?? wallTimeOf(desk.now + laterMilliseconds, desk.zone);
  const [zone, setZone] = useState(desk.zone);
  const [date, setDate] = useState(start.date);
  const [time, setTime] = useState(clockText(start.minute));
  const [isSecond, setSecond] = useState(start.isSecond);
  const profile = load.publications[0]?.profile ?? "";
  const slots = useQuery({ ...nextSlotsQuery(profile), enabled: profile !== "" });
  const zones = [
    ...new Set([desk.zone, ...load.publications.map((one) => zoneOf(one, desk.profiles) ?? desk.zone)]),
  ];

  const [hour, minute] = time.split(":").map(Number);
  const isWhole =
    /^\d{4}-\d{2}-\d{2}$/.test(date) && hour !== undefined && minute !== undefined && time.length >= 5;
  const told: WallTime | null = isWhole ? { date, minute: hour * 60 + minute, isSecond: false } : null;
  const first = told && instantOf(told, zone);
  const second = told && instantOf({ ...told, isSecond: true }, zone);
  const isTwice = first !== second;
  const at = isTwice && isSecond ? second : first;
  const wall = at === null ? null : wallTimeOf(at, desk.zone);
  const problem =
    told &&
    (at === null ? t("calendar.noSuchTime", { where: dates.wall(told) }) : wall && props.refusal(wall));
  return (
    <Dialog onClose={props.onClose} title={t("calendar.moveTitle", { count: load.publications.length })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wall && !problem) props.onPlace(wall);
        }}
      >
        <Text size="sm" lineClamp={2} mb="md">
          {load.text}
        </Text>
        {slots.data && slots.data.items.length > 0 && (
          <Group gap="xs" mb="md" role="group" aria-label={t("calendar.freeSlots")}>
            <Text size="sm" w="100%">
              {t("calendar.freeSlots")}
            </Text>
            {slots.data.items.map((slot) => {
              const slotWall = wallTimeOf(Date.parse(slot.at), desk.zone);
              return (
                <Button
                  key={slot.at}
                  variant="default"
                  size="compact-sm"
                  onClick={() => props.onPlace(slotWall)}
                >{`${dates.short(slotWall.date)}, ${clock(slotWall.minute)}`}</Button>
              );
            })}
          </Group>
        )}
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label={t("calendar.date")}
            value={date}
            onChange={({ currentTarget }) => setDate(currentTarget.value)}
            required
            data-autofocus
          />
          <TextInput
            type="time"
            label={t("calendar.time")}
            value={time}
            onChange={({ currentTarget }) => setTime(currentTarget.value)}
            required
          />
        </Group>
        <Select
          mt="md"
          label={t("calendar.zone")}
          data={zones.map((one) => ({ value: one, label: dates.zone(one, at ?? desk.now) }))}
          value={zone}
          onChange={(value) => setZone(value ?? desk.zone)}
          allowDeselect={false}
        />
        {isTwice && (
          <Radio.Group
            mt="md"
            label={t("calendar.whichHour")}
            value={isSecond ? "second" : "first"}
            onChange={(value) => setSecond(value === "second")}
          >
            <Radio mt="xs" value="first" label={t("calendar.firstHour", { time })} />
            <Radio mt="xs" value="second" label={t("calendar.secondHour", { time })} />
          </Radio.Group>
        )}
        <Text size="sm" mt="md" c="var(--state-failed)" role="alert">
          {problem}
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={!wall || Boolean(problem)}>
            {t("calendar.moveAct", { count: load.publications.length })}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function zoneOf(
  { profile, timeZone }: Load["publications"][number],
  profiles: ReadonlyMap<string, { timeZone: string | null }>,
): string | null {
  return profiles.get(profile)?.timeZone ?? timeZone;
}
