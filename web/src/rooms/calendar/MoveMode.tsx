import { Button, Kbd } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useWords } from "../../messages/language.tsx";
import { shifted, type WallTime } from "./clock.ts";
import { cityOf, useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import type { CalendarView } from "./model.ts";
import classes from "./strip.module.css";

/** Days and minutes that each arrow moves by. */
function stepOf(event: KeyboardEvent, view: CalendarView): { days: number; minutes: number } | null {
  const far = event.shiftKey;
  const isByDay = view === "month";
  switch (event.key) {
    case "ArrowLeft":
      return { days: far ? -7 : -1, minutes: 0 };
    case "ArrowRight":
      return { days: far ? 7 : 1, minutes: 0 };
    case "ArrowUp":
      return isByDay ? { days: -7, minutes: 0 } : { days: 0, minutes: far ? -60 : event.altKey ? -1 : -15 };
    case "ArrowDown":
      return isByDay ? { days: 7, minutes: 0 } : { days: 0, minutes: far ? 60 : event.altKey ? 1 : 15 };
    default:
      return null;
  }
}

/** Moving by keys: arrows choose the time, Enter puts it there, Esc leaves it. Each step is said aloud. */
export function MoveMode(props: {
  target: WallTime;
  view: CalendarView;
  count: number;
  refusal: (wall: WallTime) => string | null;
  onTarget: (wall: WallTime) => void;
  onPlace: () => void;
  onCancel: () => void;
}) {
  const t = useWords();
  const dates = useDates();
  const desk = useDesk();
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, view, onTarget, onPlace, onCancel } = latest.current;
      const step = stepOf(event, view);
      if (step) onTarget(shifted(target, step.days, step.minutes, desk.zone));
      else if (event.key === "Enter") onPlace();
      else if (event.key === "Escape") onCancel();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [desk.zone]);
  const refused = props.refusal(props.target);
  const where = t("calendar.targetTime", { where: dates.wall(props.target), city: cityOf(desk.zone) });
  return (
    <div className={classes.bar} data-kind="moving">
      <b aria-live="assertive">{refused ?? where}</b>
      <span className="third">
        <Kbd>←</Kbd> <Kbd>→</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t("calendar.moveKeys")}
      </span>
      <Button size="compact-sm" onClick={props.onPlace} disabled={refused !== null}>
        {t("calendar.moveAct", { count: props.count })}
      </Button>
      <Button size="compact-sm" variant="default" onClick={props.onCancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
