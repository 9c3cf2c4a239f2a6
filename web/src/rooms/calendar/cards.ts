import { type Day, minuteMilliseconds, wallTimeOf } from "./clock.ts";
import type { CalendarPublication } from "./model.ts";
import { type ShownState, shownStates } from "./model.ts";

/** What a person must look at. */
export const abnormalStates: readonly ShownState[] = ["failed", "unconfirmed", "missed", "held"];

/** One post at one minute, on all its profiles: what is seen as one in the calendar. */
export interface Card {
  key: string;
  post: string;
  at: number;
  date: string;
  /** By the clock of the zone shown. */
  minute: number;
  isSecond: boolean;
  /** The one that most wants a person. */
  state: ShownState;
  text: string;
  publications: readonly CalendarPublication[];
}

export interface Filters {
  profiles: readonly string[];
  states: readonly ShownState[];
  campaign: string | null;
}

/** What is left of publications; nothing chosen means all. */
export function filtered(
  publications: readonly CalendarPublication[],
  { profiles, states, campaign }: Filters,
): CalendarPublication[] {
  return publications.filter(
    (publication) =>
      (profiles.length === 0 || profiles.includes(publication.profile)) &&
      (states.length === 0 || states.includes(shownState(publication))) &&
      (campaign === null || publication.campaign === campaign),
  );
}

export function shownState({ state, review }: Pick<CalendarPublication, "state" | "review">): ShownState {
  return review === "waiting" && (state === "draft" || state === "scheduled") ? "approval" : state;
}

/** Publications as cards, soonest first. */
export function cardsOf(
  publications: readonly CalendarPublication[],
  days: readonly Day[],
  zone: string,
): Card[] {
  const groups = new Map<string, CalendarPublication[]>();
  for (const publication of publications) {
    if (publication.scheduledAt === null) continue;
    const minute = Math.floor(Date.parse(publication.scheduledAt) / minuteMilliseconds);
    const key = `${publication.post}.${minute}`;
    const group = groups.get(key);
    if (group) group.push(publication);
    else groups.set(key, [publication]);
  }
  const cards = [...groups].flatMap(([key, group]) => cardFrom(key, group, days, zone) ?? []);
  return cards.sort((one, other) => one.at - other.at || one.key.localeCompare(other.key));
}

function cardFrom(
  key: string,
  group: readonly CalendarPublication[],
  days: readonly Day[],
  zone: string,
): Card | null {
  const [first] = group;
  if (!first?.scheduledAt) return null;
  const at = Date.parse(first.scheduledAt);
  const day = days.find(({ from, to }) => at >= from && at < to);
  if (!day) return null;
  // On all but two days of a year, the clock is plain arithmetic; the zone's rules cost a hundred times as much.
  const wall = day.change
    ? wallTimeOf(at, zone)
    : { date: day.date, minute: Math.floor((at - day.from) / minuteMilliseconds), isSecond: false };
  return {
    key,
    post: first.post,
    at,
    ...wall,
    state: worstOf(group.map(shownState)),
    text: first.text,
    publications: group,
  };
}

function worstOf(states: readonly ShownState[]): ShownState {
  return shownStates.find((state) => states.includes(state)) ?? "draft";
}

const movable: readonly CalendarPublication["state"][] = ["draft", "scheduled", "failed", "missed", "held"];
/** The publications that another time can be given to: what went out, or may have, stays where it is. */
export function movableOf<T extends { state: CalendarPublication["state"] }>(
  publications: readonly T[],
): T[] {
  return publications.filter(({ state }) => movable.includes(state));
}

/** What should be known of publications before they leave, each sentence once. */
export function warningsOf(publications: readonly Pick<CalendarPublication, "warnings">[]): string[] {
  return [...new Set(publications.flatMap(({ warnings }) => warnings.map(({ detail }) => detail)))];
}

/** How many publications each state has. */
export function countsOf(cards: readonly Card[]): Map<ShownState, number> {
  const counts = new Map<ShownState, number>();
  for (const card of cards)
    for (const publication of card.publications) {
      const state = shownState(publication);
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
  return counts;
}

export const publicationCount = (cards: readonly Card[]): number =>
  cards.reduce((sum, { publications }) => sum + publications.length, 0);

export function byDate(cards: readonly Card[]): Map<string, Card[]> {
  const days = new Map<string, Card[]>();
  for (const card of cards) {
    const day = days.get(card.date);
    if (day) day.push(card);
    else days.set(card.date, [card]);
  }
  return days;
}
