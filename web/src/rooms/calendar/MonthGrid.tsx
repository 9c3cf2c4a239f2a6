import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { CardLink } from "./CardLink.tsx";
import { byDate, type Card } from "./cards.ts";
import type { Day } from "./clock.ts";
import { DayHead } from "./DayHead.tsx";
import { useClock, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./grid.module.css";

/** What a cell shows before its button with the number of the others. */
const mostCards = 3;
/** What comes from the tray has no time of day yet. */
const usualMinute = 10 * 60;

/** A month, a cell per day: each shows its first cards, and a button with the number of what it does not show. */
export function MonthGrid({
  days,
  cards,
  month,
}: {
  days: readonly Day[];
  cards: readonly Card[];
  month: string;
}) {
  const dates = useDates();
  const all = byDate(cards);
  return (
    <div className={classes.month}>
      {days.slice(0, 7).map(({ date }) => (
        <div key={date} className={classes.weekday} aria-hidden="true">
          {dates.weekday(date)}
        </div>
      ))}
      {days.map((day) => (
        <Cell
          key={day.date}
          day={day}
          cards={all.get(day.date) ?? []}
          isOutside={!day.date.startsWith(month)}
        />
      ))}
    </div>
  );
}

function Cell({ day, cards, isOutside }: { day: Day; cards: readonly Card[]; isOutside: boolean }) {
  const clock = useClock();
  const t = useWords();
  const desk = useDesk();
  const [isOver, setOver] = useState(false);
  const shown = cards.slice(0, cards.length > mostCards + 1 ? mostCards : mostCards + 1);
  const isTarget = desk.target?.date === day.date;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and menus do the same without dragging
    <div
      className={classes.cell}
      data-outside={isOutside || undefined}
      data-today={day.date === desk.today || undefined}
      data-over={isOver || isTarget || undefined}
      onDragOver={(event) => {
        if (!desk.drag) return;
        event.preventDefault();
        if (!isOver) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const minute = desk.drag?.load.from?.minute ?? usualMinute;
        desk.drop({ date: day.date, minute, isSecond: false });
      }}
    >
      <DayHead day={day} cards={cards} isInMonth />
      {isTarget && <div className={classes.monthGhost}>{clock(desk.target?.minute ?? 0)}</div>}
      {shown.map((card) => (
        <CardLink key={card.key} card={card} lines={1} />
      ))}
      {cards.length > shown.length && (
        <button type="button" className={classes.others} onClick={() => desk.openDay(day.date)}>
          {t("calendar.others", { count: cards.length - shown.length })}
        </button>
      )}
    </div>
  );
}
