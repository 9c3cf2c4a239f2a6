import type { Card } from "./cards.ts";

/** Where a card stands in the column of its day: side by side with those it would cover. */
export interface Placed {
  card: Card;
  lane: number;
  /** Of how many beside each other, from 1. */
  lanes: number;
  /** Whether a button with the number of those that have no room stands at the end. */
  hasMore: boolean;
}

/** Cards that have no room beside the others: one button says how many. */
export interface More {
  minute: number;
  cards: Card[];
}

/**
 * Lays the cards of one day beside each other.
 * @param cards soonest first
 * @param minutes how much of a day a card covers
 * @param most how many stand beside each other at most
 */
export function place(
  cards: readonly Card[],
  minutes: number,
  most: number,
): { placed: Placed[]; more: More[] } {
  const placed: Placed[] = [];
  const more: More[] = [];
  for (const cluster of clustersOf(cards, minutes)) {
    const all = fill(cluster, minutes, most);
    // The button takes room of its own: what does not fit beside it waits behind it.
    const { own, rest, lanes } = all.rest.length === 0 ? all : fill(cluster, minutes, Math.max(1, most - 1));
    for (const { card, lane } of own) placed.push({ card, lane, lanes, hasMore: rest.length > 0 });
    for (const group of clustersOf(rest, minutes))
      if (group[0]) more.push({ minute: group[0].minute, cards: group });
  }
  return { placed, more };
}

/** Each card into the first lane that is free at its time. */
function fill(cluster: readonly Card[], minutes: number, most: number) {
  const ends: number[] = [];
  const own: { card: Card; lane: number }[] = [];
  const rest: Card[] = [];
  for (const card of cluster) {
    const free = ends.findIndex((end) => end <= card.minute);
    const lane = free === -1 ? ends.length : free;
    if (lane >= most) rest.push(card);
    else {
      ends[lane] = card.minute + minutes;
      own.push({ card, lane });
    }
  }
  return { own, rest, lanes: ends.length };
}

/** Runs of cards of which each covers a part of the next. The two clocks of an autumn night do not cover each other. */
function clustersOf(cards: readonly Card[], minutes: number): Card[][] {
  const clusters: Card[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const card of cards) {
    const last = clusters.at(-1);
    if (last && card.minute < end) last.push(card);
    else clusters.push([card]);
    end = Math.max(end, card.minute + minutes);
  }
  return clusters;
}
