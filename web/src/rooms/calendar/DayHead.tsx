import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { abnormalStates, type Card, countsOf, publicationCount } from "./cards.ts";
import type { Day } from "./clock.ts";
import { useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./grid.module.css";
import { stateLooks } from "./states.ts";

/** A day's name, how much it holds, and what of it wants a person. It opens the day as a list. */
export function DayHead({ day, cards, isInMonth }: { day: Day; cards: readonly Card[]; isInMonth: boolean }) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  const total = publicationCount(cards);
  const counts = countsOf(cards);
  return (
    <button
      type="button"
      className={classes.dayHead}
      aria-current={day.date === desk.today ? "date" : undefined}
      onClick={() => desk.openDay(day.date)}
    >
      <span className={classes.dayName} aria-hidden="true">
        {isInMonth ? Number(day.date.slice(8)) : dates.short(day.date)}
      </span>
      <span className="unseen">{t("calendar.openDay", { day: dates.long(day.date), count: total })}</span>
      {day.change && (
        <span className={classes.change} title={t(`calendar.change.${day.change.kind}`)}>
          <Icon name="history" size={14} />
          <span className="unseen">{t(`calendar.change.${day.change.kind}`)}</span>
        </span>
      )}
      {abnormalStates.map((state) => {
        const count = counts.get(state);
        const look = stateLooks[state];
        return (
          count && (
            <span key={state} className={classes.abnormal} style={{ color: `var(--${look.tone})` }}>
              <Icon name={look.icon} size={14} />
              <span className="unseen">{t(look.word)}</span> {count}
            </span>
          )
        );
      })}
      {total > 0 && (
        <span className={classes.total} aria-hidden="true">
          {total}
        </span>
      )}
    </button>
  );
}
