import type { DragEvent, MouseEvent } from "react";
import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import classes from "./card.module.css";
import type { Card } from "./cards.ts";
import { movableOf, warningsOf } from "./cards.ts";
import { useClock } from "./dates.ts";
import { useDesk } from "./desk.ts";
import { useLongPress } from "./long-press.ts";
import { loadOfCard } from "./moving.tsx";
import { stateLooks } from "./states.ts";

const mostMarks = 4;

/** A card of the calendar: what, when, where and how it stands. Two lines in the hours, one line in a month. */
export function CardLink({ card, lines }: { card: Card; lines: 1 | 2 }) {
  const clock = useClock();
  const t = useWords();
  const desk = useDesk();
  const look = stateLooks[card.state];
  const warnings = warningsOf(card.publications);
  const canMove = desk.mayChange && movableOf(card.publications).length > 0;
  const click = (event: MouseEvent) => {
    // With Ctrl or Shift the browser opens a tab or a window, as with every link.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    desk.reach(card);
    desk.open(card);
  };
  const start = (event: DragEvent<HTMLAnchorElement>) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.text);
    desk.startDrag(loadOfCard(card), event.clientY - event.currentTarget.getBoundingClientRect().top);
  };
  const rest = useLongPress((x, y) => {
    desk.reach(card);
    desk.openMenu({ card, x, y });
  });
  return (
    <a
      {...rest}
      href={`/calendar?post=${encodeURIComponent(card.post)}`}
      className={classes.card}
      data-card={card.key}
      data-state={card.state}
      data-lines={lines}
      data-opened={desk.opened === card.post || undefined}
      data-selected={desk.selected.has(card.key) || undefined}
      data-dragged={desk.drag?.load.key === card.key || undefined}
      tabIndex={desk.reached === card.key ? 0 : -1}
      draggable={canMove}
      onClick={click}
      onFocus={() => desk.reach(card)}
      onDragStart={canMove ? start : undefined}
      onDragEnd={desk.endDrag}
      title={[...(canMove ? [] : [t("calendar.staysWhy", { state: t(look.word) })]), ...warnings].join("\n")}
    >
      <span className={classes.head}>
        <span className={classes.state}>
          <Icon name={look.icon} size={14} />
        </span>
        <span className="unseen">{t(look.word)}</span>
        <span className={classes.time}>{clock(card.minute)}</span>
        {warnings.length > 0 && (
          <span className={classes.warning}>
            <Icon name="alert-triangle" size={14} />
            <span className="unseen">{warnings.join(" ")}</span>
          </span>
        )}
        <span className={classes.marks}>
          {card.publications.slice(0, mostMarks).map(({ id, network }) => (
            <NetworkIcon key={id} network={network} size={12} />
          ))}
          {card.publications.length > mostMarks && `+${card.publications.length - mostMarks}`}
        </span>
      </span>
      <span className={classes.text}>{card.text || t("calendar.noText")}</span>
    </a>
  );
}
