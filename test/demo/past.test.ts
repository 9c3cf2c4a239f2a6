import { expect, test } from "vitest";
import { brand, competitor } from "../../src/demo/brand.ts";
import { pastSeconds } from "../../src/demo/chatter.ts";
import { comingRemarks, type PastMention, pastMentions } from "../../src/demo/past.ts";
import { compileMatcher } from "../../src/listening/matcher.ts";
import { parseQuery } from "../../src/listening/query.ts";
import { isNearCopy, signatureOf } from "../../src/listening/story.ts";
import { detectLanguage } from "../../src/sentiment/language.ts";
import { scoreText } from "../../src/sentiment/score.ts";

const now = new Date("2026-11-22T10:07:00Z");
const past = pastMentions(now, "Europe/Paris");
const ofBrand = past.filter(({ text }) => text.includes("Tournelune"));

test("each past mention is found for the brand or for its competitor, never for both", () => {
  const monitors = [brand, competitor].map(({ name, query }) => {
    const parsed = parseQuery(query);
    if (parsed.kind !== "query") throw new Error(parsed.message.en);
    return { id: name, query: parsed.query };
  });
  const matcher = compileMatcher(monitors);
  const found = past.map(({ text, network, language, author, url }) =>
    matcher.match({ text, network, language, authorHandle: author.handle, url }),
  );
  expect(found.every((names) => names.length === 1)).toBe(true);
  expect(found.filter(([name]) => name === competitor.name).length).toBeGreaterThan(150);
});

test("it is the same every time, in the order of time, and ends where the sandbox begins", () => {
  expect(pastMentions(now, "Europe/Paris")).toEqual(past);
  const times = past.map(({ publishedAt }) => Date.parse(publishedAt));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(now.getTime());
  expect(Date.parse(ofBrand.at(-1)?.publishedAt ?? "")).toBeLessThan(now.getTime() - pastSeconds * 1000);
  expect(new Set(past.map(({ remoteId }) => remoteId)).size).toBe(past.length);
});

test("every whole day has enough mentions for its net sentiment to be told, and the bad day is seen to be one", () => {
  const days = new Map<string, PastMention[]>();
  for (const mention of ofBrand) {
    const day = new Date(mention.publishedAt).toLocaleDateString("sv", { timeZone: "Europe/Paris" });
    days.set(day, [...(days.get(day) ?? []), mention]);
  }
  const whole = [...days].filter(([day]) => day !== "2026-11-22");
  expect(whole.length).toBe(30);
  expect(Math.min(...whole.map(([, said]) => said.length))).toBeGreaterThanOrEqual(30);
  const negatives = whole
    .map(([day, said]) => ({ day, count: said.filter(isNegative).length }))
    .sort((a, b) => b.count - a.count);
  expect(negatives[0]?.day).toBe("2026-11-08");
  expect(negatives[0]?.count).toBeGreaterThan(2 * (negatives[1]?.count ?? 0));
});

test("hardly any of it would be taken for a copy of something said within the week before", () => {
  const kept = new Map<string, { at: number; sketch: bigint }[]>();
  const copies = past.filter(({ text, publishedAt }) => {
    const at = Date.parse(publishedAt);
    const signature = signatureOf(text);
    if (!signature) return false;
    const alike = signature.bands
      .flatMap((band) => kept.get(`${band}`) ?? [])
      .some((other) => at - other.at < 7 * 86_400_000 && isNearCopy(other.sketch, signature.sketch));
    if (alike) return true;
    for (const band of signature.bands)
      kept.set(`${band}`, [...(kept.get(`${band}`) ?? []), { at, sketch: signature.sketch }]);
    return false;
  });
  expect(copies.length).toBeLessThan(past.length * 0.08);
});

test("nothing is left to fill in", () => {
  expect(past.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
});

test("authors come back, and their texts are answered", () => {
  const authors = new Map<string, number>();
  for (const { author } of past) authors.set(author.handle, (authors.get(author.handle) ?? 0) + 1);
  expect(authors.size).toBeGreaterThan(150);
  expect(Math.max(...authors.values())).toBeGreaterThan(10);
  expect(past.some(({ engagement }) => engagement.likes > 50)).toBe(true);
  expect(new Set(past.map(({ network }) => network))).toEqual(new Set(["mastodon", "bluesky", "x", "rss"]));
});

test("once the story is told the brand is spoken of for another hour, in order, on networks that are listened to", () => {
  const coming = comingRemarks(200, 15);
  expect(coming.every(({ text }) => text.includes("Tournelune") && !text.includes("{"))).toBe(true);
  expect(new Set(coming.map(({ text }) => text)).size).toBe(coming.length);
  const times = coming.map(({ afterSeconds }) => afterSeconds);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThan(200);
  expect(times.at(-1)).toBeGreaterThan(3600);
  expect(new Set(coming.map(({ network }) => network))).toEqual(new Set(["mastodon", "bluesky"]));
});

function isNegative({ text, language }: PastMention): boolean {
  const detected = detectLanguage(text);
  return scoreText(text, detected === "und" ? language : detected)?.label === "negative";
}
