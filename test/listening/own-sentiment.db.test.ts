import { afterAll, beforeAll, expect, test } from "vitest";
import { learnSentiment, learnWhereWorthwhile } from "../../src/listening/learn-sentiment.ts";
import { rescore } from "../../src/listening/rescore.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let loaded = 0;
beforeAll(async () => {
  vigie = await startHearing();
  await vigie.monitor("acme");
  await vigie.monitor("truck");
});
afterAll(() => vigie.close());

const load = (...texts: string[]) =>
  vigie.load(
    texts.map((text) => {
      loaded += 1;
      return rawMention(`m${loaded}`, text, {
        publishedAt: new Date(Date.parse("2026-11-20T08:00:00Z") + loaded * 600_000),
        author: { handle: `a${loaded}`, name: null, followers: loaded },
      });
    }),
  );
const stored = (text: string) => vigie.app.db.mention.findFirstOrThrow({ where: { text } });
interface Rule {
  id: string;
  words: string;
  weight: number;
}
const weigh = (rule: object) => vigie.call<Rule>("POST", "/sentiment-rules", rule);

test("a workspace's own words count for new mentions, and for those of the past once they are read anew", async () => {
  await load("acme truck: horrible beast", "the acme truck has flumped", "acme is on flumped");
  expect((await stored("acme truck: horrible beast")).label).toBe("negative");
  await vigie.call("PATCH", `/mentions/${(await stored("acme is on flumped")).id}`, { label: "positive" });
  expect((await weigh({ words: "horrible  Beast", weight: 0 })).body).toMatchObject({
    words: "horrible beast",
  });
  expect((await weigh({ words: "flumped", weight: -5, language: "en" })).status).toBe(201);
  await load("acme again flumped");
  expect(await stored("acme again flumped")).toMatchObject({ label: "negative" });

  const { relabelled, read } = await rescore(vigie.app, vigie.workspaceId);
  expect({ relabelled, read }).toEqual({ relabelled: 2, read: 4 });
  expect((await stored("acme truck: horrible beast")).label).not.toBe("negative");
  expect((await stored("the acme truck has flumped")).label).toBe("negative");
  // A person had said so.
  expect((await stored("acme is on flumped")).label).toBe("positive");
  await vigie.expectTrueCounts();
  expect(await rescore(vigie.app, vigie.workspaceId)).toEqual({ relabelled: 0, read: 4 });
});

test("words are weighed once, listed, and given back", async () => {
  const again = await weigh({ words: "FLUMPED", weight: 2, language: "en" });
  expect(again.body).toMatchObject({ words: "flumped", weight: 2 });
  const list = async () => (await vigie.call<{ items: Rule[] }>("GET", "/sentiment-rules")).body.items;
  expect(await list()).toHaveLength(2);
  expect((await vigie.call("DELETE", `/sentiment-rules/${again.body.id}`)).status).toBe(204);
  expect((await vigie.call("DELETE", `/sentiment-rules/${again.body.id}`)).status).toBe(404);
  expect(await list()).toHaveLength(1);
});

test("what no text can hold, or what is no weight, is refused by field", async () => {
  const refused = async (rule: object) => {
    const { status, body } = await vigie.call<{ errors: { pointer: string }[] }>(
      "POST",
      "/sentiment-rules",
      rule,
    );
    return [status, body.errors[0]?.pointer];
  };
  expect(await refused({ words: "?!", weight: 1 })).toEqual([422, "/words"]);
  expect(await refused({ words: "a b c d e f g h i", weight: 1 })).toEqual([422, "/words"]);
  expect(await refused({ words: "fine", weight: 6 })).toEqual([422, "/weight"]);
  expect(await refused({ words: "fine", weight: 1, language: "ar" })).toEqual([422, "/language"]);
});

test("a text is tried with the words of a workspace and without, and nothing is kept", async () => {
  const attempt = async (body: object) => (await vigie.call("POST", "/sentiment-rules/preview", body)).body;
  await weigh({ words: "zorbled", weight: -5, language: "en" });
  expect(await attempt({ text: "the service at this shop zorbled once more today" })).toMatchObject({
    language: "en",
    label: "negative",
    words: expect.arrayContaining([{ word: "zorbled", weight: -5 }]),
    scorer: "vigie",
    withoutOwn: { label: "neutral", scorer: "vigie" },
  });
  expect(await attempt({ text: "zorbled", language: "ar" })).toMatchObject({
    language: "ar",
    label: null,
    words: [],
  });
  expect((await vigie.call("POST", "/sentiment-rules/preview", { text: "" })).status).toBe(422);
  const { items } = (await vigie.call<{ items: Rule[] }>("GET", "/sentiment-rules")).body;
  const rule = items.find(({ words }) => words === "zorbled");
  await vigie.call("DELETE", `/sentiment-rules/${rule?.id}`);
});

const taught = async () =>
  (await vigie.call<{ judged: number; fewest: number; learned: unknown }>("GET", "/sentiment-rules/learned"))
    .body;

test("what people correct is learned by itself, counts for new mentions, and is given up when it no longer holds", async () => {
  expect(await learnSentiment(vigie.app, vigie.workspaceId)).toBeNull();
  expect(await taught()).toEqual({ judged: 1, fewest: 50, learned: null });
  const said = Array.from(
    { length: 30 },
    (_, i) => `acme truck number ${i} came to street ${i * 37} and wobbled`,
  );
  const plain = Array.from(
    { length: 30 },
    (_, i) => `the truck of acme is at place ${i * 41} for event ${i}`,
  );
  await load(...said, ...plain);
  await load("an acme wagon wobbled");
  expect((await stored("an acme wagon wobbled")).label).not.toBe("negative");
  const judge = async (text: string, label: string) =>
    vigie.call("PATCH", `/mentions/${(await stored(text)).id}`, { label });
  for (const text of said) await judge(text, "negative");
  for (const text of plain) await judge(text, "neutral");
  await learnWhereWorthwhile(vigie.app);
  const learned = () =>
    vigie.app.db.learnedSentiment.findFirst({ where: { workspaceId: vigie.workspaceId } });
  expect(await learned()).toMatchObject({ inUse: true, judged: 61 });
  expect(await taught()).toMatchObject({
    judged: 61,
    learned: {
      inUse: true,
      words: expect.arrayContaining([expect.objectContaining({ word: "wobbled", language: "en" })]),
    },
  });
  await load("one more acme wagon wobbled");
  expect((await stored("one more acme wagon wobbled")).label).toBe("negative");
  // Nothing new: nothing to learn.
  const before = await learned();
  vigie.clock.pass(60);
  await learnWhereWorthwhile(vigie.app);
  expect(await learned()).toEqual(before);
});
