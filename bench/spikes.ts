/**
 * How soon a rise in the share of negative mentions is told, on made-up brands (test/support/brands.ts), beside the most
 * that any test could find: the best one knows the share before and after exactly, looks once, at the end of the hour,
 * and may be wrong once a month. `--quick`: fewer brands.
 */
import { shareTail } from "../src/alerts/spike-statistics.ts";
import {
  alertsOf,
  type Brand,
  delayOf,
  type Labels,
  perfectLabels,
  replay,
  wordListLabels,
} from "../test/support/brands.ts";
import { say } from "./figures.ts";

const isQuick = process.argv.includes("--quick");
const brandCount = isQuick ? 20 : 100;
const negativeShare = 0.1;
const atHour = 28 * 24 + 14;
const hoursInMonth = 720;

const labels: readonly [string, Labels][] = [
  ["right labels", perfectLabels],
  ["word lists' labels", wordListLabels],
];
const rises = [
  { perHour: 50, points: 20, hours: 1, times: 1 },
  { perHour: 10, points: 40, hours: 1, times: 1 },
  { perHour: 50, points: 40, hours: 1, times: 1 },
  { perHour: 50, points: 20, hours: 1, times: 2 },
  { perHour: 200, points: 20, hours: 1, times: 1 },
  { perHour: 50, points: 20, hours: 6, times: 1 },
  { perHour: 10, points: 40, hours: 6, times: 1 },
] as const;

for (const [name, read] of labels)
  for (const rise of rises) {
    const delays = brands(brandCount)
      .map((seed) => delayOf(replay(brandOf(rise.perHour, seed, read, { ...rise, atHour })), "medium"))
      .filter((delay) => delay !== null)
      .sort((a, b) => a - b);
    const found = (100 * delays.length) / brandCount;
    say(
      `${name}: ${rise.perHour} an hour, +${rise.points} points for ${rise.hours} h, ${rise.times} times the volume: ` +
        `${found.toFixed(0)} in 100, half of them within ${delays[Math.floor(delays.length / 2)] ?? "-"} minutes` +
        (rise.hours === 1 && rise.times === 1
          ? `; the best test possible: ${(100 * bestPossible(rise.perHour, rise.points / 100, read)).toFixed(0)} in 100`
          : ""),
    );
  }

for (const [name, read] of labels)
  for (const perHour of [4, 10, 50, 200]) {
    const months = brands(isQuick ? 2 : 8).map(
      (seed) => alertsOf(replay(brandOf(perHour, 100 + seed, read, null)), "medium", 14 * 24).length,
    );
    const mean = months.reduce((sum, count) => sum + count, 0) / months.length;
    say(`${name}: ${perHour} an hour: ${mean.toFixed(2)} false alerts in a brand and month (target 1)`);
  }

function brands(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function brandOf(perHour: number, seed: number, read: Labels, planted: Brand["planted"]): Brand {
  return { perHour, negativeShare, days: planted ? 30 : 44, seed, planted, labels: read };
}

/** Power of the most powerful test of one share against another among `count` mentions (Neyman and Pearson, 1933). */
function bestPossible(count: number, rise: number, { recall, falseAlarm }: Labels): number {
  const labelled = (truly: number) => truly * recall + (1 - truly) * falseAlarm;
  // A share known exactly: a beta distribution of no width.
  const sure = 1e7;
  const tail = (seen: number, share: number) => shareTail(seen, count, share * sure, (1 - share) * sure);
  let seen = 0;
  while (tail(seen, labelled(negativeShare)) > 1 / hoursInMonth) seen += 1;
  return tail(seen, labelled(negativeShare + rise));
}
