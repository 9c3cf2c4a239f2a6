import type { Platform } from "../platform/platform.ts";
import type { Price } from "./source.ts";
import { giveBackReads, reserveReads } from "./store-budget.ts";

/** What may be read now of a source that is paid by the item. */
export type Reservation =
  /** As many items as one asks for, at most; `settle` is told how many came. */
  | { kind: "granted"; items: number; settle(readCount: number): Promise<void> }
  /** The month's budget holds no more, until the next month begins. */
  | { kind: "used-up"; until: Date; detail: string };

/**
 * Takes what the next call may cost out of the month's budget before it is made: a call that is never answered, a worker
 * that dies and two that read at once cost no more than was granted.
 * @param settings as the source's schema gave them
 * @param wanted items that the call would ask for at most
 */
export async function reserve(
  { db, clock }: Pick<Platform, "db" | "clock">,
  sourceId: string,
  given: { price: Price; settings: unknown; wanted: number },
): Promise<Reservation> {
  const { itemUsd, leastItems, budgetUsd } = given.price;
  const now = clock();
  const month = monthOf(now);
  const budget = budgetUsd(given.settings);
  const most = itemsFor(budget, itemUsd);
  const items = await reserveReads(db, sourceId, { month, wanted: given.wanted, most });
  const settle = (readCount: number) => giveBackReads(db, sourceId, month, items - readCount);
  if (items >= Math.min(leastItems, given.wanted)) return { kind: "granted", items, settle };
  await settle(0);
  return {
    kind: "used-up",
    until: nextMonth(now),
    detail: `the month's budget of ${budget} USD is used up: reading goes on when the next month begins (UTC)`,
  };
}

/** Networks bill by the month in UTC. @returns such as `2026-11` */
export function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7);
}

function nextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}

const noLimit = 1_000_000_000;

/** How many items a budget pays for; without a budget, as many as there are. */
function itemsFor(budgetUsd: number | undefined, itemUsd: number): number {
  // In whole millionths: 0.1 / 0.005 is not quite 20.
  return budgetUsd === undefined
    ? noLimit
    : Math.floor(Math.round(budgetUsd * 1e6) / Math.round(itemUsd * 1e6));
}
