import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ingest } from "../../src/listening/ingest.ts";
import type { RawMention } from "../../src/listening/source.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let acme: string;
let globex: string;
let blog: string;
let copyOfBlog: string;
beforeAll(async () => {
  vigie = await startHearing();
});
beforeEach(async () => {
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.rollup.deleteMany();
  await vigie.app.db.storyBand.deleteMany();
  await vigie.app.db.monitor.deleteMany();
  acme = await vigie.monitor("acme");
  globex = await vigie.monitor("globex");
  blog = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/blog" } });
  copyOfBlog = await vigie.source("rss", "feed", { settings: { url: "http://127.0.0.1:9/copy" } });
});
afterAll(() => vigie.close());

const bring = async (sourceId: string | null, ...items: RawMention[]) =>
  ingest(vigie.needs, await vigie.needs.monitors.get(vigie.workspaceId), {
    workspaceId: vigie.workspaceId,
    sourceId,
    items: items.map((raw) => ({ network: "rss", raw })),
  });
const entry = (text: string, more: Partial<RawMention> = {}) =>
  rawMention("1", text, { editedAt: "now", publishedAt: new Date("2026-11-21T08:30:00Z"), ...more });
const one = () => vigie.app.db.mention.findFirst({ include: { monitors: true } });
const later = (minutes: number) => new Date(Date.parse("2026-11-21T09:00:00Z") + minutes * 60_000);

describe("a text that its author changed", () => {
  test("is scored, linked and counted anew, under the same id", async () => {
    await bring(blog, entry("acme is wonderful, I love it"));
    const before = await one();
    expect(before).toMatchObject({ label: "positive", language: "en" });
    await bring(blog, entry("globex est en panne, c'est nul et je déteste cette application"));
    const after = await one();
    expect(after).toMatchObject({ id: before?.id, label: "negative", language: "fr" });
    expect(after?.monitors.map(({ monitorId }) => monitorId)).toEqual([globex]);
    expect(after?.publishedAt).toEqual(before?.publishedAt);
    expect([await vigie.heard(acme), await vigie.heard(globex)]).toEqual([[], ["1"]]);
    await vigie.expectTrueCounts();
  });

  test("so that nobody asks for it any more leaves", async () => {
    await bring(blog, entry("acme is wonderful"));
    await bring(blog, entry("somebody else is wonderful"));
    expect(await one()).toBeNull();
    await vigie.expectTrueCounts();
  });

  test("is left alone where another source tells it differently, but for a later date", async () => {
    await bring(blog, entry("acme opened a shop", { editedAt: later(1) }));
    await bring(copyOfBlog, entry("acme: read more"));
    await bring(copyOfBlog, entry("acme: read more", { editedAt: later(0) }));
    expect(await one()).toMatchObject({ text: "acme opened a shop" });
    await bring(copyOfBlog, entry("acme closed a shop", { editedAt: later(2) }));
    expect(await one()).toMatchObject({ text: "acme closed a shop", editedAt: later(2) });
    await bring(blog, entry("acme opened a shop", { editedAt: later(1) }));
    expect(await one()).toMatchObject({ text: "acme closed a shop" });
    await vigie.expectTrueCounts();
  });

  test("stays with a monitor that found it through another source and still asks for it", async () => {
    const elsewhere = await vigie.monitor("shop OR acme", { sources: [copyOfBlog] });
    await bring(copyOfBlog, entry("acme opened a shop", { editedAt: later(0) }));
    await bring(blog, entry("globex opened a shop", { editedAt: later(1) }));
    const mention = await one();
    expect(mention?.monitors.map(({ monitorId }) => monitorId).sort()).toEqual([elsewhere, globex].sort());
    await vigie.expectTrueCounts();
  });

  test("is put right once when eight bring the change at once", async () => {
    await bring(blog, entry("acme is wonderful"));
    await Promise.all(Array.from({ length: 8 }, () => bring(blog, entry("acme and globex are horrible"))));
    expect((await one())?.monitors).toHaveLength(2);
    await vigie.expectTrueCounts();
  });
});

describe("near copies", () => {
  const press =
    "Acme annonce une panne de son application mobile. Depuis ce matin, des milliers de clients ne peuvent plus se " +
    "connecter. L'entreprise promet un retour à la normale dans la journée et présente ses excuses.";
  const copies = [
    press,
    press.replace("des milliers de", "plusieurs milliers de"),
    `À lire : ${press}`,
    press.replace("dans la journée", "dans la soirée"),
  ];
  const other =
    "Acme recrute cinquante personnes dans son usine de Lille et construit une nouvelle ligne de montage pour ses " +
    "vélos électriques, que la région finance pour un tiers environ.";
  const stories = async () =>
    new Set((await vigie.app.db.mention.findMany({ select: { story: true } })).map(({ story }) => story))
      .size;

  test("are one story, whatever brings them and when", async () => {
    for (const [index, text] of [...copies, other].entries())
      await bring(index % 2 ? blog : null, rawMention(`c${index}`, text));
    expect(await vigie.app.db.mention.count()).toBe(5);
    expect(await stories()).toBe(2);
  });

  test("that listeners bring at the same instant are one story", async () => {
    await Promise.all(copies.map((text, index) => bring(blog, rawMention(`c${index}`, text))));
    expect(await stories()).toBe(1);
  });

  test("in one batch are one story, and a week later another", async () => {
    await bring(blog, ...copies.map((text, index) => rawMention(`c${index}`, text)));
    expect(await stories()).toBe(1);
    vigie.clock.pass(8 * 86_400);
    await bring(blog, rawMention("late", copies[1] ?? ""));
    expect(await stories()).toBe(2);
  });
});

test("a page with poisonous items gives all the others, and says what was wrong with each", async () => {
  const megabyte = "acme ".repeat(200_000);
  const { stored, rejected } = await bring(
    blog,
    rawMention("\0", "acme"),
    rawMention("empty", "\0\ud800"),
    rawMention("nul", "ac\0me acme\0"),
    rawMention("lone", "acme \ud83d half a pair"),
    rawMention("emoji", "🤷🏽‍♀️🔥 acme"),
    rawMention("rtl", "\u202eacme שלום مرحبا", { author: { handle: "", name: null, followers: Number.NaN } }),
    rawMention("long", megabyte),
    rawMention("future", "acme tomorrow", { publishedAt: new Date("2999-01-01") }),
  );
  expect(rejected.map(({ index }) => index)).toEqual([0, 1]);
  expect(stored).toBe(6);
  const future = await vigie.app.db.mention.findFirst({ where: { remoteId: "future" } });
  expect(future?.publishedAt).toEqual(future?.collectedAt);
  await vigie.expectTrueCounts();
});
