import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectSpike, type SpikeInput, shouldResolve } from "../../src/alerts/spike.ts";
import type { RecentBucket } from "../../src/alerts/spike-past.ts";

const minute = 60_000;
const now = new Date("2026-03-05T15:02:00Z");

interface Said {
  minutesAgo: number;
  negative?: boolean;
  author?: string;
}

/** What a monitor has seen, as buckets. */
function inputFrom(said: readonly Said[], changes: Partial<SpikeInput> = {}): SpikeInput {
  const buckets = new Map<number, RecentBucket & { authors: string[] }>();
  said.forEach(({ minutesAgo, negative = false, author }, index) => {
    const at = Math.floor((now.getTime() - minutesAgo * minute) / (5 * minute)) * 5 * minute;
    const bucket = buckets.get(at) ?? { startAt: new Date(at), seen: 0, total: 0, authors: [] };
    const counts = negative || changes.kind === "volume-spike";
    const authors = counts ? [...bucket.authors, author ?? `author-${index}`] : bucket.authors;
    buckets.set(at, { ...bucket, seen: bucket.seen + (negative ? 1 : 0), total: bucket.total + 1, authors });
  });
  return {
    kind: "negative-spike",
    sensitivity: "medium",
    now,
    observedSince: new Date(now.getTime() - Math.max(...said.map(({ minutesAgo }) => minutesAgo)) * minute),
    hours: [],
    recent: [...buckets.values()].sort((a, b) => a.startAt.getTime() - b.startAt.getTime()),
    gaps: [],
    openSince: null,
    lastResolvedAt: null,
    ...changes,
  };
}

/** `count` mentions evenly over the minutes, every `negativeEvery`th negative. */
function spread(count: number, fromMinutesAgo: number, toMinutesAgo: number, negativeEvery = 0): Said[] {
  return Array.from({ length: count }, (_, index) => ({
    minutesAgo: fromMinutesAgo - ((fromMinutesAgo - toMinutesAgo) * index) / count,
    negative: negativeEvery > 0 && index % negativeEvery === negativeEvery - 1,
  }));
}

const calmStart = spread(30, 360, 12, 7);
const burst = (authors: number) =>
  Array.from({ length: 15 }, (_, index) => ({
    minutesAgo: 8 - index / 2,
    negative: index % 5 !== 0,
    author: `angry-${index % authors}`,
  }));

describe("a brand that is listened to since this morning", () => {
  test("a burst of angry mentions by many fires, with what was expected and seen", () => {
    const finding = detectSpike(inputFrom([...calmStart, ...burst(8)]));
    expect(finding).toMatchObject({ firing: true, seen: 12, authors: 8 });
    expect(finding.expected).toBeLessThan(1);
    expect(finding.score).toBeGreaterThan(0.5);
  });

  test.each(["low", "medium", "high"] as const)("that burst fires at %s sensitivity", (sensitivity) =>
    expect(detectSpike(inputFrom([...calmStart, ...burst(8)], { sensitivity })).firing).toBe(true),
  );

  test("the same burst by two people is no crisis", () =>
    expect(detectSpike(inputFrom([...calmStart, ...burst(2)]))).toMatchObject({
      firing: false,
      reason: "too-few-authors",
    }));

  test("a calm start does not fire", () => {
    const finding = detectSpike(inputFrom(calmStart));
    expect(finding).toMatchObject({ firing: false, reason: "calm" });
    expect(finding.score).toBeLessThan(0.5);
  });

  test("a burst with no past at all fires too", () =>
    expect(
      detectSpike(inputFrom(burst(12), { observedSince: new Date(now.getTime() - 10 * minute) })).firing,
    ).toBe(true));

  test("a first page of results that is mixed as usual does not", () =>
    expect(detectSpike(inputFrom(spread(100, 10, 0, 5))).firing).toBe(false));

  test("a burst of praise is no negative spike", () =>
    expect(detectSpike(inputFrom([...calmStart, ...spread(60, 9, 0, 9)])).firing).toBe(false));

  test("nothing at all is calm", () =>
    expect(detectSpike(inputFrom([], { observedSince: now })).firing).toBe(false));
});

describe("volume", () => {
  const steady = spread(240, 24 * 60, 12);
  test("five times the usual volume fires", () =>
    expect(detectSpike(inputFrom([...steady, ...spread(40, 10, 0)], { kind: "volume-spike" }))).toMatchObject(
      {
        firing: true,
        reason: "count",
      },
    ));

  test("a first page of results is no spike of volume", () =>
    expect(detectSpike(inputFrom(spread(100, 30, 0), { kind: "volume-spike" })).firing).toBe(false));
});

describe("an alert ends", () => {
  const past = [...spread(60, 20 * 60, 70, 6)];
  const crisis = spread(40, 65, 20).map((said, index) => ({ ...said, negative: index % 4 !== 0 }));
  const openSince = new Date(now.getTime() - 60 * minute);

  test("not while negative mentions keep coming", () =>
    expect(shouldResolve(inputFrom([...past, ...crisis, ...spread(12, 15, 0, 1)], { openSince }))).toBe(
      false,
    ));

  test("once three buckets are as usual", () =>
    expect(shouldResolve(inputFrom([...past, ...crisis, ...spread(2, 15, 0)], { openSince }))).toBe(true));

  test("not by the calm that came before it", () =>
    expect(
      shouldResolve(
        inputFrom([...past, ...spread(30, 2, 0)], { openSince: new Date(now.getTime() - minute) }),
      ),
    ).toBe(false));

  test("not one bucket earlier", () =>
    expect(shouldResolve(inputFrom([...past, ...crisis, ...spread(5, 11, 8, 1)], { openSince }))).toBe(
      false,
    ));
});

test("whatever is counted, what does not fire while nobody looked who wrote it fires for no number of authors", () => {
  const anything = fc.array(
    fc.record({
      minutesAgo: fc.integer({ min: 0, max: 1500 }),
      negative: fc.boolean(),
      author: fc.constantFrom("a", "b", "c", "d", "e"),
    }),
    { minLength: 1, maxLength: 120 },
  );
  const sensitivity = fc.constantFrom("low" as const, "medium" as const, "high" as const);
  const kind = fc.constantFrom("negative-spike" as const, "volume-spike" as const);
  fc.assert(
    fc.property(anything, sensitivity, kind, (said, sensitivityAsked, kindAsked) => {
      const input = inputFrom(said, { sensitivity: sensitivityAsked, kind: kindAsked });
      const unread = input.recent.map((bucket) => ({ ...bucket, authors: "unread" as const }));
      const known = detectSpike(input);
      const counts = detectSpike({ ...input, recent: unread });
      if (known.firing) expect(counts.firing).toBe(true);
      if (!counts.firing)
        expect(known).toMatchObject({ firing: false, seen: counts.seen, reason: counts.reason });
    }),
  );
});

test("what an alert has told does not fire again once it is resolved", () => {
  const told = [...calmStart, ...spread(40, 120, 30, 1), ...spread(1, 4, 3, 1)];
  const lastResolvedAt = new Date(now.getTime() - 10 * minute);
  expect(detectSpike(inputFrom(told, { lastResolvedAt })).firing).toBe(false);
});

test("what came after now changes nothing", () => {
  const input = inputFrom([...calmStart, ...burst(8)]);
  const later = { startAt: new Date(now.getTime() + 5 * minute), seen: 500, total: 500, authors: ["z"] };
  expect(detectSpike({ ...input, recent: [...input.recent, later] })).toEqual(detectSpike(input));
});
