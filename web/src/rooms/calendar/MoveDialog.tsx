import { Button, Group, Radio, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nextSlotsQuery } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import LocalTimeField from "../../shared/LocalTimeField.tsx";
import { type LocalTime, readTime } from "../../shared/local-times.ts";
import { localText, type WallTime, wallTimeFrom, wallTimeOf } from "./clock.ts";
import { useClock, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import type { Load } from "./moving.tsx";

const laterMilliseconds = 3_600_000;

/** Another time without dragging: a free slot, or day, time and zone. */
export default function MoveDialog(props: {
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
  const [at, setAt] = useState<LocalTime>({
    local: localText(start),
    timeZone: desk.zone,
    second: start.isSecond,
  });
  const profile = load.publications[0]?.profile ?? "";
  const slots = useQuery({ ...nextSlotsQuery(profile), enabled: profile !== "" });
  const read = readTime(at);
  const instant = read?.instant.getTime() ?? desk.now;
  const zones = [
    ...new Set([desk.zone, ...load.publications.map((one) => zoneOf(one, desk.profiles) ?? desk.zone)]),
  ].map((zone) => ({ value: zone, label: dates.zone(zone, instant) }));
  const isNone = read?.adjustment === "gap";
  const wall = read && !isNone ? wallTimeOf(instant, desk.zone) : null;
  const told = wallTimeFrom(at.local);
  const problem = isNone
    ? t("calendar.noSuchTime", { where: dates.wall(told) })
    : wall && props.refusal(wall);
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
        <LocalTimeField at={at} onChange={setAt} zones={zones} autoFocus>
          {read?.adjustment === "overlap" && (
            <Radio.Group
              mt="md"
              label={t("calendar.whichHour")}
              value={at.second ? "second" : "first"}
              onChange={(value) => setAt({ ...at, second: value === "second" })}
            >
              <Radio mt="xs" value="first" label={t("calendar.firstHour", { time: clock(told.minute) })} />
              <Radio mt="xs" value="second" label={t("calendar.secondHour", { time: clock(told.minute) })} />
            </Radio.Group>
          )}
        </LocalTimeField>
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
