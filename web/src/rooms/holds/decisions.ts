import { type LocalTime, writtenTime } from "../../shared/local-times.ts";
import type { Decision, HoldDetail } from "./queries.ts";

export type Held = HoldDetail["publications"][number];
export type Action = Decision["action"];

/** In the order they are offered; what passed its time cannot keep it. */
export const actionsFor = ({ passed }: Pick<Held, "passed">): Action[] => [
  ...(passed ? ([] as const) : (["keep"] as const)),
  "next-slot",
  "spread",
  "publish-now",
  "reschedule",
  "draft",
  "cancel",
];

/** What was said of a publication, or what holds until something is. */
export type Said = { action: ForAll } | { action: "reschedule"; at: LocalTime };
/** What may be said of many at once: a new time is that of one. */
export type ForAll = Exclude<Action, "reschedule">;

export function saidOf(said: Readonly<Record<string, Said>>, held: Held, forPassed: ForAll): Said {
  return said[held.id] ?? { action: held.passed ? forPassed : "keep" };
}

/** What DELETE /holds/{id} is told: a decision for each that passed its time, and for what does not keep it. */
export function decisionsFrom(
  publications: readonly Held[],
  said: Readonly<Record<string, Said>>,
  forPassed: ForAll,
): Record<string, Decision> {
  return Object.fromEntries(
    publications.map((held): [string, Decision] => {
      const one = saidOf(said, held, forPassed);
      return one.action === "reschedule"
        ? [held.id, { action: one.action, scheduledAt: writtenTime(one.at) }]
        : [held.id, { action: one.action }];
    }),
  );
}

/** How many of each, in the words of the button: what is moved by slot or by hand is moved. */
export function countsOf(
  publications: readonly Held[],
  said: Readonly<Record<string, Said>>,
  forPassed: ForAll,
): { part: "moved" | "publish-now" | "keep" | "draft" | "cancel"; count: number }[] {
  const parts = ["moved", "publish-now", "keep", "draft", "cancel"] as const;
  const partOf = (held: Held) => {
    const { action } = saidOf(said, held, forPassed);
    return action === "next-slot" || action === "spread" || action === "reschedule" ? "moved" : action;
  };
  return parts
    .map((part) => ({ part, count: publications.filter((held) => partOf(held) === part).length }))
    .filter(({ count }) => count > 0);
}
