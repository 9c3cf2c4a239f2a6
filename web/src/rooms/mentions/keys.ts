import { type Label, labels } from "./search.ts";

/** What the keys of the room do; `walk` and `decide` say what with. */
export interface RoomActs {
  walk: (step: number, isExtending: boolean) => void;
  label: (label: Label) => void;
  done: () => void;
  hide: () => void;
  later: () => void;
  assignToMe: () => void;
  select: () => void;
  unfold: () => void;
  /** False: there is nothing to do it with. */
  reply: () => boolean;
  openSource: () => boolean;
  close: () => boolean;
}

/** One key of the room. @returns whether it meant something */
export function pressKey(key: string, isShifted: boolean, acts: RoomActs): boolean {
  const label = labels[Number(key) - 1];
  if (label) {
    acts.label(label);
    return true;
  }
  switch (key) {
    case "r":
      return acts.reply();
    case "o":
      return acts.openSource();
    case "escape":
      return acts.close();
    case "j":
    case "arrowdown":
      acts.walk(1, isShifted);
      return true;
    case "k":
    case "arrowup":
      acts.walk(-1, isShifted);
      return true;
  }
  const act = {
    e: acts.done,
    h: acts.hide,
    s: acts.later,
    a: acts.assignToMe,
    x: acts.select,
    f: acts.unfold,
  }[key];
  act?.();
  return act !== undefined;
}
