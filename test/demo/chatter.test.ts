import { expect, test } from "vitest";
import { detectSpike } from "../../src/alerts/spike.ts";
import type { Bucket } from "../../src/alerts/spike-baseline.ts";
import type { RecentBucket } from "../../src/alerts/spike-past.ts";
import { brand } from "../../src/demo/brand.ts";
import { burst, firstChatter, handleOf, laterChatter, type Said } from "../../src/demo/chatter.ts";
import { pastMentions } from "../../src/demo/past.ts";
import { angryRemarks } from "../../src/demo/remarks.ts";
import { compileMatcher } from "../../src/listening/matcher.ts";
import { parseQuery, queryTerms } from "../../src/listening/query.ts";
import { detectLanguage } from "../../src/sentiment/language.ts";
import { scoreText } from "../../src/sentiment/score.ts";

const said = firstChatter();
const angry = new Set(angryRemarks.map(({ text }) => text));

const labels = new Map<string, string | undefined>();

/** As Vigie reads it: the language it sees itself, else what the network says. */
function labelOf({ text, language }: Pick<Said, "text" | "language">) {
  const known = labels.get(text);
  if (known !== undefined) return known;
  const detected = detectLanguage(text);
  const label = scoreText(text, detected === "und" ? language : detected)?.label;
  labels.set(text, label);
  return label;
}

const negative = new Set(said.filter((remark) => labelOf(remark) === "negative"));

test("nearly all of the calm texts are read as calm, and nearly all of the angry ones as negative", () => {
  const calm = said.filter(({ text }) => !angry.has(text));
  const missed = said
    .filter(({ text }) => angry.has(text))
    .filter((remark) => labelOf(remark) !== "negative");
  const taken = calm.filter((remark) => labelOf(remark) === "negative");
  expect(missed.length, missed.map(({ text }) => text).join("\n")).toBeLessThanOrEqual(2);
  expect(taken.length, taken.map(({ text }) => text).join("\n")).toBeLessThanOrEqual(3);
  const positive = calm.filter((remark) => labelOf(remark) === "positive");
  expect(positive.length).toBeGreaterThan(calm.length / 3);
});

test("every text speaks of the brand, networks can be searched for it, and Vigie finds it by the demo's query", () => {
  const parsed = parseQuery(brand.query);
  if (parsed.kind !== "query") throw new Error(parsed.message.en);
  expect(queryTerms(parsed.query)).toContain("tournelune");
  const matcher = compileMatcher([{ id: "demo", query: parsed.query }]);
  const found = (authorHandle: string, remark: Said) =>
    matcher.match({
      text: remark.text,
      language: remark.language,
      network: remark.network,
      authorHandle,
      url: null,
    });
  for (const remark of said) expect(found(handleOf(remark), remark), remark.text).toEqual(["demo"]);
  const [first] = said;
  if (!first) throw new Error("nothing is said");
  expect(found("tournelune@127.0.0.1:4410", first)).toEqual([]);
  expect(found("tournelune.test", first)).toEqual([]);
});

test("the burst opens an alert within half a minute of its beginning, and nothing before it does", () => {
  const start = new Date("2026-11-21T10:00:00Z");
  expect(firingAt(start, burst.fromSeconds - 1)).toBe(false);
  expect(firingAt(start, burst.fromSeconds + 30)).toBe(true);
});

test("nor is the burst missed, or an alert opened before it, against the month before", () => {
  for (const hour of [0, 5, 9, 13, 19]) {
    const start = new Date(Date.UTC(2026, 10, 21, hour, 20));
    const past = hoursOf(start);
    expect(firingAt(start, burst.fromSeconds - 1, past), `${hour}`).toBe(false);
    expect(firingAt(start, burst.fromSeconds + 30, past), `${hour}`).toBe(true);
  }
});

test("the burst fires whatever the time of the day at which Vigie is started", () => {
  for (let minute = 0; minute < 60; minute += 1)
    for (const second of [0, 10, 50]) {
      const start = new Date(Date.UTC(2026, 10, 21, 3, minute, second));
      const at = `${minute}:${second}`;
      expect(firingAt(start, burst.fromSeconds - 1), at).toBe(false);
      expect(firingAt(start, burst.fromSeconds + 30), at).toBe(true);
    }
});

test("those who are angry are as many as the texts, and later starts bring no anger", () => {
  expect(new Set(angryRemarks.map(handleOf)).size).toBe(angryRemarks.length);
  expect(laterChatter().filter(({ text }) => angry.has(text))).toEqual([]);
});

test("there is a past before the demo starts, and what is said comes in order", () => {
  const times = said.map(({ afterSeconds }) => afterSeconds);
  expect(times.filter((seconds) => seconds < 0).length).toBeGreaterThan(20);
  expect(times).toEqual([...times].sort((left, right) => left - right));
});

test("handles are what their networks allow", () => {
  expect(handleOf({ author: "Léa du Quai", network: "mastodon" })).toBe("lea_du_quai@social.example");
  expect(handleOf({ author: "Tess O'Leary", network: "bluesky" })).toBe("tess-o-leary");
});

/** The brand's month before a start, by the hour. */
function hoursOf(start: Date): Bucket[] {
  const hours = new Map<number, Bucket>();
  for (const { text, language, publishedAt } of pastMentions(start, "Europe/Paris")) {
    if (!text.includes("Tournelune")) continue;
    const startAt = Math.floor(Date.parse(publishedAt) / 3_600_000) * 3_600_000;
    const hour = hours.get(startAt) ?? { startAt: new Date(startAt), seen: 0, total: 0 };
    hour.total += 1;
    hour.seen += labelOf({ text, language }) === "negative" ? 1 : 0;
    hours.set(startAt, hour);
  }
  return [...hours.values()];
}

/** What the alerter would say so many seconds after the start. */
function firingAt(start: Date, seconds: number, past: readonly Bucket[] = []): boolean {
  const now = new Date(start.getTime() + seconds * 1000);
  const buckets = new Map<number, RecentBucket & { authors: string[] }>();
  for (const remark of said.filter(({ afterSeconds }) => afterSeconds <= seconds)) {
    const at = start.getTime() + remark.afterSeconds * 1000;
    const startAt = Math.floor(at / 300_000) * 300_000;
    const bucket = buckets.get(startAt) ?? { startAt: new Date(startAt), seen: 0, total: 0, authors: [] };
    const isNegative = negative.has(remark);
    bucket.total += 1;
    bucket.seen += isNegative ? 1 : 0;
    if (isNegative) bucket.authors.push(handleOf(remark));
    buckets.set(startAt, bucket);
  }
  const first = Math.min(...buckets.keys(), ...past.map(({ startAt }) => startAt.getTime()));
  return detectSpike({
    kind: "negative-spike",
    sensitivity: "medium",
    now,
    observedSince: new Date(Math.floor(first / 3_600_000) * 3_600_000),
    hours: past,
    recent: [...buckets.values()],
    gaps: [],
    openSince: null,
    lastResolvedAt: null,
  }).firing;
}
