/**
 * How soon a rise in the share of negative mentions is told, on the volumes of real brands (test/support/brands.ts), beside
 * the most that any test could find: the best one knows the share before and after exactly, looks once, at the end
 * of the hour, and may be wrong once a month. `--quick`: fewer brands.
 */
import { shareTail } from "../src/alerts/spike-statistics.ts";
import {
  alertsOf,
  type Brand,
  delayOf,
  type Labels,
  perfectLabels,
  type Replay,
  replay,
  wordListLabels,
} from "../test/support/brands.ts";
import { say } from "./figures.ts";

const isQuick = process.argv.includes("--quick");
const brandCount = isQuick ? 20 : 60;
const monthsEach = isQuick ? 5 : 10;
const negativeShare = 0.1;
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
  for (const { perHour, ...planted } of rises) {
    const replays = brands(brandCount).map((seed) =>
      replay({ perHour, negativeShare, days: 30, seed, planted, labels: read }),
    );
    const delays = replays
      .map((replayed) => delayOf(replayed, "medium"))
      .filter((delay) => delay !== null)
      .sort((a, b) => a - b);
    const best = mean(replays.map((replayed) => bestPossible(replayed, planted, read)));
    say(
      `${name}: ${perHour} an hour, +${planted.points} points for ${planted.hours} h, ${planted.times} times the volume: ` +
        `${((100 * delays.length) / brandCount).toFixed(0)} in 100, half of them within ` +
        `${delays[Math.floor(delays.length / 2)] ?? "-"} minutes; the best test possible: ${(100 * best).toFixed(0)} in 100`,
    );
  }

for (const [name, read] of labels)
  for (const drift of [0.013, 0.04])
    for (const perHour of [4, 10, 50, 200])
      say(
        `${name}, opinion drifting by ${(100 * drift).toFixed(1)} points: ${perHour} an hour: ` +
          `${falseAlerts({ perHour, labels: read, drift }).toFixed(2)} false alerts in a brand and month (target 1)`,
      );

for (const perHour of [10, 50, 200])
  say(
    `volume, ${perHour} an hour: ${falseAlerts({ kind: "volume-spike", perHour, labels: perfectLabels }).toFixed(2)} ` +
      "alerts in a brand and month; of the bursts in these volumes people marked 1.7 a month",
  );
for (const times of [5, 10, 25]) {
  const delays = brands(brandCount).map((seed) =>
    delayOf(
      replay({
        kind: "volume-spike",
        perHour: 50,
        negativeShare,
        days: 30,
        seed,
        planted: { points: 0, hours: 2, times },
        labels: perfectLabels,
      }),
      "medium",
    ),
  );
  const found = delays.filter((delay) => delay !== null).length;
  say(
    `volume, 50 an hour, ${times} times as many for 2 h: ${((100 * found) / brandCount).toFixed(0)} in 100`,
  );
}

function brands(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Alerts in 30 days, of brands to which nothing was done. */
function falseAlerts(brand: Pick<Brand, "kind" | "perHour" | "labels" | "drift">): number {
  const days = { asked: 36, before: 14 };
  const counts = brands(monthsEach).map((seed) => {
    const replayed = replay({
      ...brand,
      negativeShare,
      days: days.before + days.asked,
      seed: 1000 + seed,
      planted: null,
    });
    return alertsOf(replayed, "medium", days.before * 24).length;
  });
  return (mean(counts) * 30) / days.asked;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Power of the most powerful test of one share against another among the mentions of the rise (Neyman and Pearson, 1933). */
function bestPossible(
  { hours, plantedAt }: Replay,
  rise: NonNullable<Brand["planted"]>,
  { recall, falseAlarm }: Labels,
): number {
  const from = plantedAt ?? 0;
  const count = hours.slice(from, from + rise.hours).reduce((sum, { total }) => sum + total, 0);
  const labelled = (truly: number) => truly * recall + (1 - truly) * falseAlarm;
  // A share known exactly: a beta distribution of no width.
  const sure = 1e7;
  const tail = (seen: number, share: number) => shareTail(seen, count, share * sure, (1 - share) * sure);
  let seen = 0;
  while (tail(seen, labelled(negativeShare)) > 1 / hoursInMonth) seen += 1;
  return tail(seen, labelled(negativeShare + rise.points / 100));
}
