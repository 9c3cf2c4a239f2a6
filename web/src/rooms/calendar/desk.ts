import { createContext, use } from "react";
import type { Profile } from "../../api/workspace.ts";
import type { CardMenuAt } from "./CardMenu.tsx";
import type { Card } from "./cards.ts";
import type { WallTime } from "./clock.ts";
import type { Load } from "./moving.tsx";

/** What every view of the calendar shares: whose clock, what may be done, and what is in hand. */
export interface Desk {
  zone: string;
  today: string;
  /** Milliseconds since 1970, renewed every half minute. */
  now: number;
  profiles: ReadonlyMap<string, Profile>;
  /** What should be known before a publication leaves, as far as it is in the period shown; by its id. */
  warnings: ReadonlyMap<string, readonly string[]>;
  mayChange: boolean;
  open(card: Card): void;
  openDay(date: string): void;
  /** The post in the side panel. */
  opened: string | undefined;
  /** Keys of cards. */
  selected: ReadonlySet<string>;
  toggle(card: Card): void;
  /** The card that Tab reaches; arrows lead on from it. */
  reached: string | null;
  reach(card: Card): void;
  /** What can be done with a card, where it was asked for. */
  openMenu(at: CardMenuAt): void;
  /** What is dragged just now, and how far below its upper edge it was taken, in pixels. */
  drag: { load: Load; offset: number } | null;
  startDrag(load: Load, offset: number): void;
  endDrag(): void;
  drop(wall: WallTime): void;
  /** Where Move mode would put what it holds. */
  target: WallTime | null;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("a part of the calendar was shown outside of it");
  return desk;
}
