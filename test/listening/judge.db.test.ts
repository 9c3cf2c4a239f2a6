import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("acme");
  await vigie.monitor("acme shop");
  const hour = Date.parse("2026-11-20T08:00:00Z");
  await vigie.load(
    ["acme is horrible, I hate it", "acme opened a shop", "acme shop is wonderful, I love it", "acme 在"].map(
      (text, n) =>
        rawMention(String(n), text, {
          publishedAt: new Date(hour + n * 1000),
          author: { handle: `a${n}`, name: null, followers: 100 + n },
        }),
    ),
  );
});
afterAll(() => vigie.close());

interface Shown {
  sentiment: { label: string | null; judgement: { label: string; scored: string | null; by: string } | null };
  triage: string;
  assignee: string | null;
}
const all = () => vigie.app.db.mention.findMany({ orderBy: { remoteId: "asc" } });
const patch = async (id: string, change: object) => {
  const { status, body } = await vigie.call<Shown>("PATCH", `/mentions/${id}`, change);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

test("a correction is kept, moves every figure, and can be taken back", async () => {
  const [first] = await all();
  const id = first?.id ?? "";
  expect(first?.label).toBe("negative");
  const corrected = await patch(id, { label: "neutral" });
  expect(corrected.sentiment).toMatchObject({
    label: "neutral",
    judgement: { label: "neutral", scored: "negative", by: "tests" },
  });
  const figures = () =>
    vigie.call<{ negative: number; mentions: number }>(
      "GET",
      `/reputation/summary?monitor=${monitor}&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z`,
    );
  expect((await figures()).body).toMatchObject({ negative: 0, mentions: 4 });
  await vigie.expectTrueCounts();
  const back = await patch(id, { label: null });
  expect(back.sentiment).toMatchObject({ label: "negative", judgement: null });
  expect((await figures()).body).toMatchObject({ negative: 1, mentions: 4 });
  await vigie.expectTrueCounts();
});

test("whatever people say at once, the counts are what the mentions say", async () => {
  const mentions = await all();
  const label = fc.constantFrom("negative", "neutral", "positive", null);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: mentions.length - 1 }), label), { minLength: 1, maxLength: 8 }),
      async (moves) => {
        // At once, as several people would.
        await Promise.all(moves.map(([at, to]) => patch(mentions[at]?.id ?? "", { label: to })));
        await vigie.expectTrueCounts();
        const empty = await vigie.app.db.rollup.count({ where: { mentions: { lte: 0 } } });
        expect(empty).toBe(0);
        const now = await all();
        const standing = await vigie.app.db.labelJudgement.findMany({ where: { withdrawnAt: null } });
        for (const mention of now) {
          const judgement = standing.find(({ mentionId }) => mentionId === mention.id);
          const scored = mentions.find(({ id }) => id === mention.id)?.label;
          expect(mention.label).toBe(judgement ? judgement.label : scored);
          if (judgement) expect(judgement.scored).toBe(scored);
        }
      },
    ),
    { numRuns: 10 },
  );
  for (const { id } of mentions) await patch(id, { label: null });
});

test("the error rate is that of confirmations and corrections, with its interval, by language", async () => {
  const mentions = await all();
  const english = mentions.filter(({ language }) => language === "en");
  for (const [index, { id, label }] of english.entries())
    await patch(id, { label: index === 0 ? "positive" : label });
  const { body } = await vigie.call<{
    judged: number;
    wrong: number;
    errorRate: number;
    low: number;
    high: number;
    languages: object[];
  }>("GET", "/reputation/sentiment-quality");
  expect(body).toMatchObject({ judged: english.length, wrong: 1 });
  expect(body.errorRate).toBeCloseTo(1 / english.length);
  expect(body.low).toBeLessThan(body.errorRate);
  expect(body.high).toBeGreaterThan(body.errorRate);
  expect(body.languages).toMatchObject([{ language: "en", judged: english.length, wrong: 1 }]);
});

test("mentions are sorted out: done, hidden, assigned, put off", async () => {
  const [first, second] = await all();
  await patch(first?.id ?? "", { triage: "done", assignee: "Marie" });
  await patch(second?.id ?? "", { laterUntil: "2026-12-01T08:00:00Z" });
  const list = async (query: string) => {
    const { body } = await vigie.call<{ items: { id: string }[] }>("GET", `/mentions?${query}`);
    return body.items.map(({ id }) => id);
  };
  expect(await list("triage=done")).toEqual([first?.id]);
  expect(await list("assignee=Marie")).toEqual([first?.id]);
  expect(await list("triage=new")).not.toContain(first?.id);
  expect(await list("later=true")).toEqual([second?.id]);
  expect(await list("later=false")).not.toContain(second?.id);
  expect(await patch(first?.id ?? "", { triage: "new", assignee: null })).toMatchObject({
    triage: "new",
    assignee: null,
  });
  const refused = await vigie.call("PATCH", `/mentions/${first?.id}`, { labell: "neutral" });
  expect(refused.status).toBe(422);
  const nobodys = await vigie.call("PATCH", "/mentions/nothing", { triage: "done" });
  expect(nobodys.status).toBe(404);
});

test("the copies of a text are those with the same story", async () => {
  await vigie.load([
    rawMention("copy", "ACME opened a shop!", { publishedAt: new Date("2026-11-20T09:00:00Z") }),
  ]);
  const original = await vigie.app.db.mention.findFirstOrThrow({ where: { text: "acme opened a shop" } });
  const { body } = await vigie.call<{ items: { remoteId: string }[] }>(
    "GET",
    `/mentions/${original.id}/copies`,
  );
  expect(body.items.map(({ remoteId }) => remoteId)).toEqual(["copy"]);
});
