import { type CSSProperties, type DragEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { CardLink } from "./CardLink.tsx";
import { byDate, type Card } from "./cards.ts";
import { type ClockChange, type Day, type WallTime, wallTimeOf } from "./clock.ts";
import { DayHead } from "./DayHead.tsx";
import { useClock } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./grid.module.css";
import type { CalendarAnswer } from "./model.ts";
import { type More, type Placed, place } from "./placing.ts";

const hourPixels = 52;
const cardPixels = 42;
const pixelsPerMinute = hourPixels / 60;
const axisPixels = 56;
/** Room for a whole time beside its state; where a screen is too narrow for a week of these, it scrolls sideways. */
const narrowestDayPixels = 88;
const cardMinutes = cardPixels / pixelsPerMinute;
const gridMinutes = 15;
const dayMinutes = 1440;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const firstHourSeen = 7;
/** A free slot so near takes what is dropped. */
const slotMinutes = 8;

type Slot = CalendarAnswer["freeSlots"][number];

/** The hours of some days, with cards where their time is. */
export function TimeGrid(props: { days: readonly Day[]; cards: readonly Card[]; slots: readonly Slot[] }) {
  const clock = useClock();
  const { days } = props;
  const t = useWords();
  const desk = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const above = useHeightAbove(scroller);
  const cards = byDate(props.cards);
  const nowWall = wallTimeOf(desk.now, desk.zone);
  const hasToday = days.some(({ date }) => date === desk.today);
  const period = days[0]?.date;
  const aim = useRef({ minute: 0 });
  aim.current.minute = hasToday
    ? nowWall.minute - 120
    : Math.min(firstHourSeen * 60, props.cards[0]?.minute ?? dayMinutes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another period scrolls; what changes in one does not
  useLayoutEffect(() => {
    const today = scroller.current?.querySelector<HTMLElement>("[data-today]");
    scroller.current?.scrollTo({
      top: Math.max(0, aim.current.minute * pixelsPerMinute),
      left: today ? today.offsetLeft - axisPixels : 0,
    });
  }, [period, days.length]);
  return (
    <section
      className={classes.scroller}
      ref={scroller}
      style={{ "--above": `${above}px` } as CSSProperties}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      aria-label={t("calendar.hours", { zone: desk.zone })}
    >
      <div
        className={classes.hours}
        style={{
          gridTemplateColumns: `${axisPixels}px repeat(${days.length}, minmax(0, 1fr))`,
          minWidth: axisPixels + days.length * narrowestDayPixels,
        }}
      >
        <div className={classes.corner} />
        {days.map((day) => (
          <div key={day.date} className={classes.dayTop} data-today={day.date === desk.today || undefined}>
            <DayHead day={day} cards={cards.get(day.date) ?? []} isInMonth={false} />
          </div>
        ))}
        <div className={classes.axis} aria-hidden="true" style={{ height: dayMinutes * pixelsPerMinute }}>
          {hours.slice(1).map((hour) => (
            <span key={hour} style={{ top: hour * hourPixels }}>
              {clock(hour * 60)}
            </span>
          ))}
          {hasToday && (
            <span className={classes.nowTime} style={{ top: nowWall.minute * pixelsPerMinute }}>
              {clock(nowWall.minute)}
            </span>
          )}
        </div>
        {days.map((day) => (
          <Column
            key={day.date}
            day={day}
            cards={cards.get(day.date) ?? []}
            slots={slotsOf(props.slots, day)}
            most={days.length === 1 ? 5 : 2}
            nowMinute={day.date === desk.today ? nowWall.minute : null}
          />
        ))}
      </div>
    </section>
  );
}

/** How much of the page stands above something, in pixels: what wants a person comes and goes, and filters wrap. */
function useHeightAbove(what: RefObject<HTMLElement | null>): number {
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setAbove(Math.round((what.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    const room = what.current?.closest("main");
    if (room) observer.observe(room);
    return () => observer.disconnect();
  }, [what]);
  return above;
}

function slotsOf(slots: readonly Slot[], { from, to }: Day): Slot[] {
  return slots.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to);
}

function Column(props: {
  day: Day;
  cards: readonly Card[];
  slots: readonly Slot[];
  most: number;
  nowMinute: number | null;
}) {
  const clock = useClock();
  const { day, nowMinute } = props;
  const t = useWords();
  const desk = useDesk();
  const [over, setOver] = useState<WallTime | null>(null);
  const { placed, more } = place(props.cards, cardMinutes, props.most);
  const slots = props.slots.map((slot) => ({ ...slot, wall: wallTimeOf(Date.parse(slot.at), desk.zone) }));
  const slotsByMinute = (all: typeof slots) => {
    const minutes = new Map<number, { profile: string; name: string; network: string }[]>();
    for (const { wall, profile } of all) {
      const { name = "", network = "" } = desk.profiles.get(profile) ?? {};
      minutes.set(wall.minute, [...(minutes.get(wall.minute) ?? []), { profile, name, network }]);
    }
    return minutes;
  };
  const pointed = (event: DragEvent<HTMLElement>): WallTime => {
    const box = event.currentTarget.getBoundingClientRect();
    const exact = (event.clientY - box.top - (desk.drag?.offset ?? 0)) / pixelsPerMinute;
    const step = event.altKey ? 1 : gridMinutes;
    const minute = Math.min(dayMinutes - step, Math.max(0, Math.round(exact / step) * step));
    const own = desk.drag?.load.publications.map(({ profile }) => profile) ?? [];
    const slot = slots.find(
      ({ wall, profile }) => own.includes(profile) && Math.abs(wall.minute - exact) <= slotMinutes,
    );
    if (slot) return slot.wall;
    const isRight = event.clientX > box.left + box.width / 2;
    return { date: day.date, minute, isSecond: isTwice(day.change, minute) && isRight };
  };
  const ghost = over ?? (desk.target?.date === day.date ? desk.target : null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and menus do the same without dragging
    <div
      className={classes.column}
      data-today={nowMinute !== null || undefined}
      onDragOver={(event) => {
        if (!desk.drag) return;
        const wall = pointed(event);
        if (isMissing(day.change, wall.minute)) return setOver(null);
        event.preventDefault();
        if (over?.minute !== wall.minute || over.isSecond !== wall.isSecond) setOver(wall);
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        event.preventDefault();
        desk.drop(pointed(event));
        setOver(null);
      }}
    >
      {day.change && <ChangeBand change={day.change} />}
      {[...slotsByMinute(slots)].map(([minute, names]) => (
        <span
          key={minute}
          className={classes.slot}
          style={{ top: minute * pixelsPerMinute }}
          title={names
            .map(({ name }) => t("calendar.freeSlot", { profile: name, time: clock(minute) }))
            .join("\n")}
        >
          {names.map(({ profile, network }) => (
            <NetworkIcon key={profile} network={network} size={12} />
          ))}
        </span>
      ))}
      {placed.map((one) => (
        <div key={one.card.key} className={classes.placed} style={boxOf(one, day.change)}>
          <CardLink card={one.card} lines={2} />
        </div>
      ))}
      {more.map((group) => (
        <MoreButton key={group.minute} group={group} date={day.date} />
      ))}
      {ghost && (
        <div className={classes.ghost} style={{ top: ghost.minute * pixelsPerMinute, height: cardPixels }}>
          {clock(ghost.minute)}
          {isTwice(day.change, ghost.minute) &&
            ` ${t(ghost.isSecond ? "calendar.winter" : "calendar.summer")}`}
        </div>
      )}
      {nowMinute !== null && <div className={classes.now} style={{ top: nowMinute * pixelsPerMinute }} />}
    </div>
  );
}

const morePixels = 34;

function boxOf({ card, lane, lanes, hasMore }: Placed, change: ClockChange | null) {
  // On the autumn night, the first hour stands left and the second right.
  const isHalf = isTwice(change, card.minute);
  const [at, of] = isHalf ? [card.isSecond ? 1 : 0, 2] : [lane, lanes];
  const room = hasMore ? `(100% - ${morePixels}px)` : "100%";
  return {
    top: card.minute * pixelsPerMinute,
    height: cardPixels,
    insetInlineStart: `calc(${room} * ${at / of} + 2px)`,
    width: `calc(${room} / ${of} - 4px)`,
  };
}

function MoreButton({ group, date }: { group: More; date: string }) {
  const clock = useClock();
  const t = useWords();
  const desk = useDesk();
  return (
    <button
      type="button"
      className={classes.more}
      style={{ top: group.minute * pixelsPerMinute, height: cardPixels, width: morePixels - 4 }}
      aria-label={t("calendar.moreAt", { count: group.cards.length, time: clock(group.minute) })}
      onClick={() => desk.openDay(date)}
    >
      +{group.cards.length}
    </button>
  );
}

function ChangeBand({ change }: { change: ClockChange }) {
  const clock = useClock();
  const t = useWords();
  const style = {
    top: change.fromMinute * pixelsPerMinute,
    height: (change.toMinute - change.fromMinute) * pixelsPerMinute,
  };
  if (change.kind === "forward")
    return (
      <div className={classes.missing} style={style}>
        {t("calendar.hourMissing", { time: clock(change.fromMinute) })}
      </div>
    );
  return (
    <div className={classes.twice} style={style}>
      <span>{t("calendar.firstHour", { time: clock(change.fromMinute) })}</span>
      <span>{t("calendar.secondHour", { time: clock(change.fromMinute) })}</span>
    </div>
  );
}

const isWithin = (change: ClockChange | null, kind: ClockChange["kind"], minute: number) =>
  change?.kind === kind && minute >= change.fromMinute && minute < change.toMinute;
const isTwice = (change: ClockChange | null, minute: number) => isWithin(change, "back", minute);
const isMissing = (change: ClockChange | null, minute: number) => isWithin(change, "forward", minute);
