import { useEffect, useRef } from "react";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { type CalendarView, calendarViews } from "./model.ts";

interface Acts {
  today(): void;
  step(by: 1 | -1): void;
  view(view: CalendarView): void;
  /** With the key of the card that has the focus. */
  card(key: string, act: "move" | "duplicate" | "select"): void;
  /** @param key of the card that has the focus; null: none has */
  hold(key: string | null): void;
  escape(): void;
}

const onCards = { m: "move", d: "duplicate", x: "select" } as const;

/** The calendar's own keys: T, H, Shift with arrows, 1 to 4; on a card M, D, H, X and arrows. */
export function useCalendarKeys(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isLetterFree(event)) return;
      const letter = event.key.toLowerCase();
      if (event.key === "Escape") return latest.current.escape();
      if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
        event.preventDefault();
        return latest.current.step(event.key === "ArrowLeft" ? -1 : 1);
      }
      const focused = document.activeElement?.closest<HTMLElement>("[data-card]") ?? null;
      if (focused && isArrow(event.key)) {
        event.preventDefault();
        return walk(focused, event.key);
      }
      const view = calendarViews[["Digit1", "Digit2", "Digit3", "Digit4"].indexOf(event.code)];
      if (view && !event.shiftKey) return latest.current.view(view);
      if (letter === "t") return latest.current.today();
      if (letter === "h") {
        event.preventDefault();
        return latest.current.hold(focused?.dataset.card ?? null);
      }
      const act = letter === "m" || letter === "d" || letter === "x" ? onCards[letter] : null;
      const key = focused?.dataset.card;
      if (!act || key === undefined) return;
      event.preventDefault();
      latest.current.card(key, act);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

const isArrow = (key: string) => ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(key);

/** To the next card in reading order, or to the nearest one of another column. */
function walk(from: HTMLElement, key: string): void {
  const cards = [...document.querySelectorAll<HTMLElement>("main [data-card]")].filter(
    (card) => card.offsetParent !== null,
  );
  const at = cards.indexOf(from);
  if (key === "ArrowUp" || key === "ArrowDown") {
    cards[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
    return;
  }
  const here = from.getBoundingClientRect();
  const isThere = ({ left, right }: DOMRect) =>
    key === "ArrowRight" ? left >= here.right - 4 : right <= here.left + 4;
  const distance = (box: DOMRect) => Math.abs(box.left - here.left) * 3 + Math.abs(box.top - here.top);
  const boxes = cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => isThere(box));
  boxes.sort((one, other) => distance(one.box) - distance(other.box))[0]?.card.focus();
}
