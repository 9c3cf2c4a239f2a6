import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuery } from "../../src/listening/query.ts";
import { completed, completionAt } from "../../web/src/rooms/mentions/complete.ts";
import { stretchesOf } from "../../web/src/rooms/mentions/marks.ts";
import { readMentionsSearch } from "../../web/src/rooms/mentions/search.ts";
import { foldStories } from "../../web/src/rooms/mentions/stories.ts";
import { filtersOf, viewOf } from "../../web/src/rooms/mentions/view.ts";

const known = { languages: ["fr", "en"], networks: ["bluesky", "rss"], handles: ["marie", "marc"] };
const offered = (written: string) =>
  completionAt(written.replace("|", ""), written.indexOf("|"), known).options;

test("fields, their values and operators are offered where they may stand", () => {
  expect(offered("lumen la|")).toEqual(["lang:"]);
  expect(offered("lumen -network:b|")).toEqual(["network:bluesky"]);
  expect(offered("(from:mar|")).toEqual(["from:marie", "from:marc"]);
  expect(offered("lumen O|")).toEqual(["OR"]);
  expect(offered("lumen lang:fr|")).toEqual([]);
  expect(offered('"lumen la|')).toEqual([]);
  expect(offered("lumen |")).toEqual([]);
});

test("an option takes the place of the word at the caret, and the caret stands behind it", () => {
  const written = "lumen lan promo";
  const at = completionAt(written, 9, known);
  expect(completed(written, at, "lang:")).toEqual({ query: "lumen lang:promo", caret: 11 });
  const value = completionAt("lumen lang:f promo", 12, known);
  expect(completed("lumen lang:f promo", value, "lang:fr")).toEqual({
    query: "lumen lang:fr promo",
    caret: 14,
  });
});

const marked = (text: string, weighing: { word: string; weight: number }[], query: string) => {
  const parsed = parseQuery(query);
  return stretchesOf(text, weighing, parsed.kind === "query" ? parsed.query : null)
    .filter(({ weight, isFound }) => weight !== null || isFound)
    .map(({ text: part, weight, isFound }) => [part, weight, isFound]);
};

test("words are marked as they are written, whatever their accents, and never within other words", () => {
  expect(marked("Grève à la gare: greves évitées", [], "grève")).toEqual([["Grève", null, true]]);
  expect(marked("Encore une PANNE, ras le bol", [{ word: "ras le bol", weight: -3 }], "pann*")).toEqual([
    ["PANNE", null, true],
    ["ras le bol", -3, false],
  ]);
  expect(marked("bonne cœur", [], "-bonne coeur")).toEqual([["cœur", null, true]]);
});

test("stretches put together are the text, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, word) => {
      const parts = stretchesOf(text, [{ word, weight: 1 }], null);
      expect(parts.map((part) => part.text).join("")).toBe(text);
    }),
  );
});

test("copies of a text are one row, unfolded below it, and nothing is lost", () => {
  const told = ["a1", "b1", "a2", "c1", "a3"].map((id) => ({ id, story: id.charAt(0) }));
  const ids = (unfolded: string[]) =>
    foldStories(told, new Set(unfolded)).map(({ mention, copies }) => `${mention.id}+${copies}`);
  expect(ids([])).toEqual(["a1+2", "b1+0", "c1+0"]);
  expect(ids(["a"])).toEqual(["a1+2", "a2+0", "a3+0", "b1+0", "c1+0"]);
});

test("an address with filters shows all that they find, one without shows what is to be handled", () => {
  expect(viewOf(readMentionsSearch({}))).toBe("todo");
  expect(viewOf(readMentionsSearch({ open: "x" }))).toBe("todo");
  expect(viewOf(readMentionsSearch({ author: "marie" }))).toBe("all");
  expect(viewOf(readMentionsSearch({ author: "marie", view: "mine" }))).toBe("mine");
});

test("what an address cannot mean is left out", () => {
  expect(
    readMentionsSearch({ label: "sad", from: "soon", q: 404, network: " ", period: "constructor" }),
  ).toEqual({
    q: "404",
  });
  expect(filtersOf({ period: "24h", language: "fr" }, Date.parse("2026-11-22T10:00:00Z"))).toEqual({
    language: "fr",
    from: "2026-11-21T10:00:00.000Z",
  });
});
