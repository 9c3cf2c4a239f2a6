import { copyFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ingest } from "../../src/listening/ingest.ts";
import { rescore } from "../../src/listening/rescore.ts";
import { openTransformer, type TransformerLimits } from "../../src/listening/transformer.ts";
import { createLog } from "../../src/platform/log.ts";
import { testClock } from "../support/app.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { tinyModel, tinyWords } from "../support/tiny-model.ts";
import { transformersFolder } from "../support/transformers.ts";

const installedAt = transformersFolder();
const withLibrary = test.runIf(installedAt);
const languages = ["fr", "en", "nl"];

/** Two words that no list knows; a Dutch text is none of those that Vigie scores itself. */
const texts = {
  french: "Acme nous a fait un zorglub comme on n’en avait pas vu depuis longtemps",
  english: "The people at Acme have made a real brumble of this delivery",
  dutch: "Het is bij Acme in de winkel altijd weer een brumble met deze bestelling",
  german: "Bei Acme im Laden gab es gestern wieder einen brumble mit der Bestellung",
};

let vigie: Hearing;
let model: Awaited<ReturnType<typeof tinyModel>>;
beforeAll(async () => {
  model = await tinyModel(installedAt ?? os.tmpdir());
  vigie = await startHearing({
    env: { VIGIE_SENTIMENT_MODEL: model.folder, VIGIE_SENTIMENT_LANGUAGES: languages.join(", ") },
  });
  await vigie.monitor("acme");
});
afterAll(async () => {
  await vigie.close();
  await model.remove();
});

interface Shown {
  id: string;
  language: string;
  sentiment: { label: string | null; score: number | null; words: unknown[]; scorer: string };
}
const found = async (text: string) => {
  const { id } = await vigie.app.db.mention.findFirstOrThrow({ where: { text } });
  return (await vigie.call<Shown>("GET", `/mentions/${id}`)).body;
};
let count = 0;
const load = (...said: string[]) =>
  vigie.load(said.map((text) => rawMention(`t${++count}`, text, { publishedAt: vigie.clock() })));
const history = (...said: string[]) =>
  vigie.call<{ stored: number }>(
    "POST",
    "/mentions/import",
    said
      .map((text) =>
        JSON.stringify({ network: "bluesky", remoteId: `h${++count}`, text, publishedAt: vigie.clock() }),
      )
      .join("\n"),
    { "content-type": "application/x-ndjson" },
  );
const byModel = () => expect.stringMatching(new RegExp(`^${path.basename(model.folder)}@[0-9a-f]{8}$`));

withLibrary("a mention that is imported is read by the model in the languages it serves", async () => {
  expect((await history(texts.french, texts.english, texts.german)).body).toMatchObject({ stored: 3 });
  expect(await found(texts.french)).toMatchObject({
    language: "fr",
    sentiment: { label: "positive", words: [], scorer: byModel() },
  });
  const english = await found(texts.english);
  expect(english.sentiment).toMatchObject({ label: "negative", scorer: byModel() });
  expect(english.sentiment.score).toBeCloseTo(-0.947, 3);
  expect(await found(texts.german)).toMatchObject({ language: "de", sentiment: { scorer: "vigie" } });
  await vigie.expectTrueCounts();
});

withLibrary(
  "what a source brings is read by the model as well, also in a language without a word list",
  async () => {
    await load(texts.dutch);
    expect(await found(texts.dutch)).toMatchObject({
      language: "nl",
      sentiment: { label: "negative", scorer: byModel() },
    });
  },
);

withLibrary("which words made a score is told when it is asked for", async () => {
  const { id } = await found(texts.english);
  const { body } = await vigie.call("GET", `/mentions/${id}/words`);
  expect(body).toEqual({ scorer: byModel(), words: [{ word: "brumble", weight: -0.947 }] });
  const german = await found(texts.german);
  expect((await vigie.call("GET", `/mentions/${german.id}/words`)).body).toEqual({
    scorer: "vigie",
    words: german.sentiment.words,
  });
});

withLibrary("a workspace's own words win over the model, and a person over both", async () => {
  await vigie.call("POST", "/sentiment-rules", { words: "gribbit", weight: -5, language: "fr" });
  const ruled = "Chez Acme on a eu un zorglub mais aussi un gribbit avec la commande";
  await load(ruled);
  expect((await found(ruled)).sentiment).toMatchObject({ label: "negative", scorer: "vigie" });

  const { id } = await found(texts.french);
  await vigie.call("PATCH", `/mentions/${id}`, { label: "neutral" });
  await rescore(vigie.app, vigie.workspaceId);
  expect((await found(texts.french)).sentiment).toMatchObject({ label: "neutral", scorer: byModel() });
  const { body } = await vigie.call("GET", "/reputation/sentiment-quality");
  expect(body).toMatchObject({ judged: 1, wrong: 1, scorers: [{ scorer: byModel(), judged: 1, wrong: 1 }] });
});

withLibrary("a text that is tried is read by whoever would read it if it came in", async () => {
  await vigie.call("POST", "/sentiment-rules", { words: "gribbit", weight: -5, language: "fr" });
  const attempt = async (text: string) =>
    (await vigie.call("POST", "/sentiment-rules/preview", { text })).body;
  expect(await attempt(texts.french)).toMatchObject({
    label: "positive",
    scorer: byModel(),
    withoutOwn: { label: "positive", scorer: byModel() },
  });
  expect(await attempt("Chez Acme on a eu un zorglub mais aussi un gribbit avec la commande")).toMatchObject({
    label: "negative",
    scorer: "vigie",
    withoutOwn: { label: "positive", scorer: byModel() },
  });
  expect(await attempt(texts.german)).toMatchObject({ scorer: "vigie", withoutOwn: { scorer: "vigie" } });
});

withLibrary(
  "what Vigie read itself is read by the model once it is asked for, and the counts follow",
  async () => {
    const said = "Acme again: one more brumble with the delivery of this week";
    const listening = await vigie.needs.monitors.get(vigie.workspaceId);
    const raw = rawMention("before", said, { publishedAt: vigie.clock() });
    await ingest({ ...vigie.app, transformer: null }, listening, {
      workspaceId: vigie.workspaceId,
      sourceId: null,
      items: [{ network: "mastodon", raw }],
    });
    expect((await found(said)).sentiment.scorer).toBe("vigie");
    expect((await rescore(vigie.app, vigie.workspaceId)).relabelled).toBeGreaterThan(0);
    expect((await found(said)).sentiment).toMatchObject({ label: "negative", scorer: byModel() });
    await vigie.expectTrueCounts();
    expect((await rescore(vigie.app, vigie.workspaceId)).relabelled).toBe(0);
  },
);

withLibrary("what its author changed is read by the model; what is only shown again is not", async () => {
  const hourAgo = new Date(vigie.clock().getTime() - 3_600_000);
  const at = { publishedAt: hourAgo, editedAt: hourAgo };
  await vigie.load([rawMention("edited", "The people at Acme gave us a zorglub this morning", at)]);
  const changed = "The people at Acme gave us a brumble this morning";
  const after = { publishedAt: hourAgo, editedAt: vigie.clock() };
  await vigie.load([rawMention("edited", changed, after)]);
  expect((await found(changed)).sentiment).toMatchObject({ label: "negative", scorer: byModel() });

  await vigie.app.db.mention.updateMany({ where: { text: changed }, data: { scorer: "another@00000000" } });
  await vigie.load([rawMention("edited", changed, after)]);
  expect((await found(changed)).sentiment.scorer).toBe("another@00000000");
  // Nor can another model say which words made that score.
  const { id } = await found(changed);
  expect((await vigie.call("GET", `/mentions/${id}/words`)).body).toEqual({
    scorer: "another@00000000",
    words: null,
  });
  await vigie.expectTrueCounts();
});

/** A model of a test's own, with the log it writes and a clock that stands still. */
async function opened(limits: Partial<TransformerLimits> = {}, folder = model.folder) {
  const lines: { level: string; msg: string }[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const clock = testClock();
  const transformer = await openTransformer(
    { folder, languages },
    { clock, log: createLog("info", sink) },
    limits,
  );
  return {
    transformer,
    clock,
    warnings: () => lines.filter(({ level }) => level === "warn").map(({ msg }) => msg),
  };
}

withLibrary("texts of any kind are read in one batch, in their order", async ({ onTestFinished: ending }) => {
  const { transformer } = await opened();
  ending(async () => void (await transformer?.close()));
  const odd = ["", "🙂", "\ud800 brumble", "zorglub ".repeat(200_000), "مرحبا", "plumf"];
  const many = [...odd, ...Array.from({ length: 100 }, (_, i) => (i % 2 ? "zorglub" : "brumble"))];
  const opinions = await transformer?.read(many, "patient");
  expect(opinions?.map((opinion) => opinion?.label)).toEqual([
    "neutral",
    "neutral",
    "negative",
    "positive",
    "neutral",
    "neutral",
    ...Array.from({ length: 100 }, (_, i) => (i % 2 ? "positive" : "negative")),
  ]);
});

withLibrary(
  "a model that is too slow is told of once, and given up when it hangs",
  async ({ onTestFinished: ending }) => {
    const slow = await opened({ live: 0 });
    ending(async () => void (await slow.transformer?.close()));
    expect(await slow.transformer?.read(["zorglub"], "live")).toEqual([null]);
    expect(await slow.transformer?.read(["zorglub"], "live")).toEqual([null]);
    const told = "sentiment model is too slow: Vigie's own scorer reads meanwhile";
    expect(slow.warnings()).toEqual([told]);
    // Who has time gets it read.
    expect(await slow.transformer?.read(["zorglub"], "patient")).toMatchObject([{ label: "positive" }]);
    // A minute later it is tried again; a hundred batches take longer than no time.
    slow.clock.pass(61);
    await slow.transformer?.read(new Array<string>(3200).fill("zorglub"), "live");
    expect(slow.warnings()).toEqual([told, told]);

    const hanging = await opened({ load: 0.001 });
    ending(async () => void (await hanging.transformer?.close()));
    expect(await hanging.transformer?.read(["zorglub"], "patient")).toEqual([null]);
    hanging.clock.pass(61);
    expect(await hanging.transformer?.read(["zorglub"], "patient")).toEqual([null]);
    expect(hanging.warnings()).toEqual(["sentiment model failed: Vigie's own scorer reads meanwhile"]);
  },
);

withLibrary("no more waits for the model than was agreed", async ({ onTestFinished: ending }) => {
  const { transformer } = await opened({ waiting: 2 });
  ending(async () => void (await transformer?.close()));
  const read = await Promise.all([1, 2, 3].map(() => transformer?.read(["zorglub"], "patient")));
  expect(read).toMatchObject([[{ label: "positive" }], [{ label: "positive" }], [null]]);
});

withLibrary(
  "weights that are broken leave the word to Vigie; mended, they are read a minute later",
  async ({ onTestFinished: ending }) => {
    const own = await tinyModel(installedAt ?? "");
    ending(own.remove);
    const weights = path.join(own.folder, "onnx/model.onnx");
    await writeFile(weights, "no weights");
    const { transformer, clock, warnings } = await opened({}, own.folder);
    ending(async () => void (await transformer?.close()));
    expect(await transformer?.read(["zorglub"], "patient")).toEqual([null]);
    expect(warnings()).toEqual(["sentiment model failed: Vigie's own scorer reads meanwhile"]);
    const sound = await tinyModel(installedAt ?? "", { words: { ...tinyWords, zorglub: [4, 0, 0] } });
    ending(sound.remove);
    await copyFile(path.join(sound.folder, "onnx/model.onnx"), weights);
    expect(await transformer?.read(["zorglub"], "patient")).toEqual([null]);
    clock.pass(61);
    expect(await transformer?.read(["zorglub"], "patient")).toMatchObject([{ label: "negative" }]);
  },
);

withLibrary(
  "a model that gives fewer answers than its names say is not believed",
  async ({ onTestFinished: ending }) => {
    const own = await tinyModel(installedAt ?? "", {
      labels: ["1 star", "2 stars", "3 stars", "4 stars", "5 stars"],
    });
    ending(own.remove);
    const config = { model_type: "bert", id2label: { 0: "negative", 1: "neutral", 2: "positive" } };
    await writeFile(path.join(own.folder, "config.json"), JSON.stringify(config));
    const { transformer, warnings } = await opened({}, own.folder);
    ending(async () => void (await transformer?.close()));
    expect(await transformer?.read(["zorglub"], "patient")).toEqual([null]);
    expect(warnings()).toHaveLength(1);
  },
);

test("a folder without a model is told of once, and Vigie reads everything itself", async () => {
  const { transformer, warnings } = await opened({}, os.tmpdir());
  expect(transformer).toBeNull();
  expect(warnings()).toEqual(["sentiment model cannot be used: Vigie's own scorer reads every text"]);
});
