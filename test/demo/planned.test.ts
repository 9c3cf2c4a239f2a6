import { expect, test } from "vitest";
import { demoNetworks } from "../../src/demo/brand.ts";
import { demoSlots, plannedPosts } from "../../src/demo/planned.ts";
import { occurrencesBetween } from "../../src/publishing/recurrence.ts";

const day = 86_400_000;
const zone = "Europe/Paris";

test("whenever it starts, two weeks are planned at hours of the slots, and no profile is taken twice at one time", () => {
  for (let start = 0; start < 7; start += 1) {
    const now = new Date(Date.UTC(2026, 10, 20 + start, 21, 30));
    const taken = new Set<string>();
    for (const { time, networks, rule } of plannedPosts(now, zone)) {
      if (time?.kind !== "local") continue;
      const ahead = (Date.parse(`${time.local}:00Z`) - now.getTime()) / day;
      expect(ahead).toBeGreaterThan(1);
      expect(ahead).toBeLessThan(17);
      const local = time.local.slice(0, 16);
      const weekday = new Date(`${local.slice(0, 10)}T12:00:00Z`).getUTCDay() || 7;
      for (const network of networks) {
        expect(demoSlots[network]).toContainEqual([weekday, local.slice(11)]);
        const times = rule
          ? occurrencesBetween({ rule, localStart: local, timeZone: zone }, null, null, 9).map(
              (it) => it.local,
            )
          : [local];
        for (const at of times) {
          expect(taken.has(`${network} ${at}`), `${network} ${at}`).toBe(false);
          taken.add(`${network} ${at}`);
        }
      }
    }
  }
});

test("every stage of a post is there, and every profile has something planned", () => {
  const posts = plannedPosts(new Date("2026-11-22T10:00:00Z"), zone);
  expect(posts.filter(({ time }) => time === null).length).toBe(2);
  expect(posts.filter(({ rule }) => rule).length).toBe(1);
  expect(
    posts.flatMap(({ review }) => (typeof review === "object" ? ["sentBack"] : (review ?? []))).sort(),
  ).toEqual(["approved", "sentBack", "waiting", "waiting"]);
  expect(new Set(posts.flatMap(({ networks }) => networks))).toEqual(new Set(demoNetworks));
});
