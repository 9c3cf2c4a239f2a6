import type { UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import type { Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Read } from "../../shared/Read.tsx";
import type { Card } from "./cards.ts";
import type { Day } from "./clock.ts";
import { LanesView } from "./LanesView.tsx";
import { ListView } from "./ListView.tsx";
import { MonthGrid } from "./MonthGrid.tsx";
import type { CalendarAnswer, CalendarView } from "./model.ts";
import classes from "./strip.module.css";
import { TimeGrid } from "./TimeGrid.tsx";

const swipePixels = 70;

/** The days of a period with what leaves on them. A finger drawn over them turns the page, where nothing scrolls sideways. */
export function Period(props: {
  query: UseQueryResult<CalendarAnswer>;
  view: CalendarView;
  date: string;
  days: readonly Day[];
  cards: readonly Card[];
  slots: CalendarAnswer["freeSlots"];
  /** These profiles, a line each; null: all in one grid. */
  lanes: readonly Profile[] | null;
  isFiltered: boolean;
  onStep: (by: 1 | -1) => void;
}) {
  const t = useWords();
  const touch = useRef<{ x: number; y: number } | null>(null);
  const { view, days, cards, slots } = props;
  return (
    <div
      className={classes.content}
      onTouchStart={({ touches: { 0: finger } }) => {
        touch.current = finger ? { x: finger.clientX, y: finger.clientY } : null;
      }}
      onTouchEnd={({ changedTouches: { 0: finger } }) => {
        const from = touch.current;
        if (!from || !finger || view === "week") return;
        const [x, y] = [finger.clientX - from.x, finger.clientY - from.y];
        if (Math.abs(x) > swipePixels && Math.abs(x) > Math.abs(y) * 2) props.onStep(x < 0 ? 1 : -1);
      }}
    >
      <Read query={props.query} what="calendar.what" rows={8}>
        {({ hidden }) => (
          <>
            {hidden > 0 && <p className="muted">{t("calendar.hidden", { count: hidden })}</p>}
            {cards.length === 0 && (
              <p className="muted">
                {t(props.isFiltered ? "calendar.emptyFiltered" : "calendar.empty", { count: slots.length })}
              </p>
            )}
            {view === "month" && <MonthGrid days={days} cards={cards} month={props.date.slice(0, 7)} />}
            {view === "list" && <ListView days={days} cards={cards} />}
            {props.lanes && <LanesView days={days} cards={cards} slots={slots} profiles={props.lanes} />}
            {(view === "week" || view === "day") && !props.lanes && (
              <TimeGrid days={days} cards={cards} slots={slots} />
            )}
          </>
        )}
      </Read>
    </div>
  );
}
