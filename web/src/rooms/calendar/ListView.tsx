import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { byDate, type Card, publicationCount, warningsOf } from "./cards.ts";
import type { Day } from "./clock.ts";
import { useClock, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./list.module.css";
import { useLongPress } from "./long-press.ts";
import { stateLooks } from "./states.ts";

/** Day by day, a row per card. */
export function ListView({ days, cards }: { days: readonly Day[]; cards: readonly Card[] }) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  const all = byDate(cards);
  const isWithToday = days.some(({ date }) => date === desk.today);
  return (
    <div className={classes.days}>
      {days.map(({ date }) => {
        const own = all.get(date) ?? [];
        // Days that are over and had nothing would only push today off a phone.
        if (own.length === 0 && date < desk.today && isWithToday) return null;
        return (
          <section key={date} className={classes.day} data-today={date === desk.today || undefined}>
            <h2 className={classes.date}>
              <span className={classes.dateName}>{dates.long(date)}</span>
              {date === desk.today && <span className={classes.today}>{t("calendar.today")}</span>}
              <span className={classes.count}>{t("calendar.count", { count: publicationCount(own) })}</span>
            </h2>
            {own.length > 0 && <CardRows cards={own} />}
          </section>
        );
      })}
    </div>
  );
}

/** Cards as rows; also what the panel of one day shows. */
export function CardRows({ cards, isNarrow }: { cards: readonly Card[]; isNarrow?: boolean }) {
  const desk = useDesk();
  return (
    <ul className={classes.rows} data-narrow={isNarrow || undefined}>
      {cards.map((card) => (
        <li
          key={card.key}
          className={classes.row}
          data-state={card.state}
          data-selected={desk.selected.has(card.key) || undefined}
          data-opened={desk.opened === card.post || undefined}
        >
          <Row card={card} />
        </li>
      ))}
    </ul>
  );
}

function Row({ card }: { card: Card }) {
  const clock = useClock();
  const t = useWords();
  const desk = useDesk();
  const look = stateLooks[card.state];
  const time = clock(card.minute);
  const warnings = warningsOf(card.publications);
  const rest = useLongPress((x, y) => {
    desk.reach(card);
    desk.openMenu({ card, x, y });
  });
  return (
    <>
      {desk.mayChange && (
        // The browser's own: a thousand of the library's would be most of a long list.
        <input
          type="checkbox"
          className={classes.check}
          checked={desk.selected.has(card.key)}
          onChange={() => desk.toggle(card)}
          aria-label={t("calendar.select", { time, text: card.text.slice(0, 60) })}
        />
      )}
      <a
        {...rest}
        className={classes.open}
        href={`/calendar?post=${encodeURIComponent(card.post)}`}
        data-card={card.key}
        tabIndex={desk.reached === card.key ? 0 : -1}
        onFocus={() => desk.reach(card)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          desk.open(card);
        }}
      >
        <time className={classes.time} dateTime={new Date(card.at).toISOString()}>
          {time}
        </time>
        <Chip tone={look.tone} icon={look.icon} text={t(look.word)} />
        <span className={classes.text}>{card.text || t("calendar.noText")}</span>
        {warnings.length > 0 && (
          <span className={classes.warnings}>
            {warnings.map((text) => (
              <span key={text} className={classes.warning}>
                <Icon name="alert-triangle" size={14} />
                {text}
              </span>
            ))}
          </span>
        )}
        <span className={classes.profiles}>
          {card.publications.map(({ id, network, profile }) => (
            <span key={id} className={classes.profile}>
              <NetworkIcon network={network} size={14} />
              <span className={classes.profileName}>{desk.profiles.get(profile)?.name}</span>
            </span>
          ))}
        </span>
      </a>
    </>
  );
}
