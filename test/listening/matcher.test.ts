import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMatcher, type MatchInput } from "../../src/listening/matcher.ts";
import { parseQuery, type Query } from "../../src/listening/query.ts";
import { evaluateQuery } from "../../src/listening/query-evaluate.ts";
import { asked, heard } from "../support/queries.ts";

const nothingKnown: Omit<MatchInput, "text"> = {
  language: null,
  network: "rss",
  authorHandle: null,
  url: null,
};

function queryOf(source: string): Query {
  const parsed = parseQuery(source);
  if (parsed.kind === "fault") throw new Error(`${source}: ${parsed.message.en}`);
  return parsed.query;
}

/** What the fast matcher says, after making sure that the plain definition says the same. */
function matches(source: string, text: string, known: Partial<MatchInput> = {}): boolean {
  const query = queryOf(source);
  const input = { ...nothingKnown, text, ...known };
  const found = compileMatcher([{ id: "m", query }]).match(input).length === 1;
  expect(evaluateQuery(query, input)).toBe(found);
  return found;
}

describe("words are found whatever their capitals, accents and surroundings", () => {
  test.each([
    ["greve", "La GRÈVE continue"],
    ["grève", "la greve continue"],
    ["strasse", "die Straße"],
    ["oeuvre", "Une belle œuvre"],
    ["orange", "chez l'Orange"],
    ["orange", "chez l’Orange"],
    ["l'orange", "chez L’ORANGE !"],
    ["orange", "(orange)"],
    ["orange", "_Orange_"],
    ["orange", "Orange®, Orange™"],
    ["orange", "ｏｒａｎｇｅ"],
    ["orange", "𝐎𝐫𝐚𝐧𝐠𝐞"],
    ["orange", "Oran\u00adge"],
    ["orange", "Ora\u0301nge"],
    ["vigieapp", "Merci #VigieApp !"],
    ["vigie", "@vigie bonjour"],
    ["istanbul", "İSTANBUL"],
    ["москва", "МОСКВА"],
    ["東京", "今日は東京タワーへ"],
    ["กาแฟ", "ฉันชอบกาแฟมาก"],
    ["삼성", "삼성이 발표"],
    ["iphone", "新しいiPhoneです"],
    ["🔥", "trop bien🔥🔥"],
    ["🇪🇸", "aux 🇺🇸🇪🇸 !"],
    ["القاهرة", "في القاهره"],
    ["على", "علي"],
    ["کتاب", "كتاب"],
    ["لا", "\ufefb"],
    ["2026", "٢٠٢٦"],
    ["（vigie OR orange） panne", "panne d’orange"],
    ["oran*", "des oranges"],
    ['"service clien*"', "Le service-clientèle"],
    ['"service client"', "service, client"],
  ])("%s is in: %s", (query, text) => expect(matches(query, text)).toBe(true));

  test.each([
    ["orange", "des oranges"],
    ["orange", "orangeade"],
    ["vigie", "#VigieApp"],
    ["東京", "東の京"],
    ["東京", "東、京"],
    ["ガ", "カ"],
    ["oran*", "l'ora"],
    ['"service client"', "client service"],
    ["🇸🇪", "aux 🇺🇸🇪🇸 !"],
  ])("%s is not in: %s", (query, text) => expect(matches(query, text)).toBe(false));
});

describe("what is quoted with = is found as it is written", () => {
  test.each<[string, string, boolean]>([
    ['="Orange"', "chez Orange.", true],
    ['="Orange"', "une orange", false],
    ['="Orange"', "ORANGE", false],
    ['="Orange"', "Oranges", false],
    ['="Orange"', "Oranges et Orange", true],
    ['="grève"', "la greve", false],
    ['="C++"', "en C++.", true],
    [`="L'Oréal"`, "chez L’Oréal", true],
    ['="L’Oréal"', "chez L'Oréal", true],
    [`="L'Oréal"`, "chez l’Oréal", false],
    ['="Porte-Clé"', "un Porte\u2011Clé", true],
    ['="C++"', "en C.", false],
    ['="AT&T"', "chez AT&T", true],
    ['="Orange Bank"', "Orange\n Bank", true],
  ])("%s in: %s", (query, text, found) => expect(matches(query, text)).toBe(found));
});

describe("terms are combined", () => {
  test.each<[string, string, boolean]>([
    ["vigie panne", "panne chez vigie", true],
    ["vigie panne", "vigie marche", false],
    ["vigie OR panne", "panne", true],
    ["vigie -panne", "vigie", true],
    ["vigie -panne", "vigie en panne", false],
    ["(vigie OR veille) -(panne OR bug)", "veille sans bug", false],
    ["-(-vigie -panne)", "panne", true],
    ["vigie NEAR/1 panne", "panne vigie", true],
    ["vigie NEAR/1 panne", "vigie en panne", false],
    ["vigie NEAR/2 panne", "vigie en panne", true],
    ['vigie NEAR/2 ("hors service" OR panne)', "hors service, encore vigie", true],
    ["vigie NEAR/5 vigie", "vigie", false],
    ["vigie NEAR/5 vigie", "vigie et vigie", true],
  ])("%s in: %s", (query, text, found) => expect(matches(query, text)).toBe(found));
});

describe("hashtags, users, language, network, author and address are matched as such", () => {
  test.each<[string, string, Partial<MatchInput>, boolean]>([
    ["#vigieapp", "Merci #VigieApp.", {}, true],
    ["#vigie_app", "Merci #Vigie_App", {}, true],
    ["#vigie", "Merci #VigieApp", {}, false],
    ["#vigie", "vigie", {}, false],
    ["#été", "vive l'#ete", {}, true],
    ["#a", "page/#a", {}, false],
    ["@vigie", "bonjour @Vigie.", {}, true],
    ["@vigie", "bonjour @vigie@mastodon.social", {}, true],
    ["@vigie@mastodon.social", "bonjour @vigie@mastodon.social !", {}, true],
    ["@vigie@mastodon.social", "bonjour @vigie", {}, false],
    ["@vigie.bsky.social", "cc @vigie.bsky.social.", {}, true],
    ["@example", "write to me@example", {}, false],
    ["lang:fr", "x", { language: "fr" }, true],
    ["lang:fr", "x", { language: "fr-CA" }, true],
    ["lang:fr-ca", "x", { language: "fr" }, false],
    ["lang:fr", "x", { language: null }, false],
    ["vigie -lang:en", "vigie", { language: null }, true],
    ["network:bluesky", "x", { network: "bluesky" }, true],
    ["network:bluesky", "x", { network: "mastodon" }, false],
    ["from:vigie", "x", { authorHandle: "Vigie@mastodon.social" }, true],
    ["from:vigie", "x", { authorHandle: "vigie2" }, false],
    ["from:vigie", "x", { authorHandle: null }, false],
    ['from:"Élodie Ève"', "x", { authorHandle: "Elodie ÈVE" }, true],
    ['from:"Élodie Ève"', "x", { authorHandle: "Élodie" }, false],
    ["vigie -from:« AFP / Le Monde »", "vigie", { authorHandle: "AFP / Le Monde" }, false],
    ["from:did:plc:abc2", "x", { authorHandle: "did:plc:abc2" }, true],
    ["url:example.org", "x", { url: "https://www.example.org/a" }, true],
    ["url:example.org", "voir https://blog.example.org/a.", {}, true],
    ["url:example.org", "voir (example.org/a)", {}, true],
    ["url:example.org/a", "voir example.org/a/b", {}, true],
    ["url:example.org/a", "voir example.org/ab", {}, false],
    ["url:example.org", "notexample.org me@example.org", {}, false],
  ])("%s in: %s %o", (query, text, known, found) => expect(matches(query, text, known)).toBe(found));
});

test("a text is told all monitors that match, in their order", () => {
  const monitors = ["panne", "vigie", "vig*", "lang:fr", "rien"].map((source, index) => ({
    id: `m${index}`,
    query: queryOf(source),
  }));
  const matcher = compileMatcher(monitors);
  const input = { ...nothingKnown, text: "Vigie en panne", language: "fr" };
  expect(matcher.match(input)).toEqual(["m0", "m1", "m2", "m3"]);
  expect(matcher.match({ ...input, text: "rien" })).toEqual(["m3", "m4"]);
  expect(matcher.match({ ...input, text: "", language: null })).toEqual([]);
});

test("no monitors match nothing", () =>
  expect(compileMatcher([]).match({ ...nothingKnown, text: "vigie" })).toEqual([]));

test("the fast matcher and the plain definition agree on every query and text", () =>
  fc.assert(
    fc.property(
      fc.array(asked, { minLength: 1, maxLength: 12 }),
      fc.array(heard, { minLength: 1, maxLength: 4 }),
      (sources, inputs) => {
        const monitors = sources
          .map((text, index) => ({ id: `${index} ${text}`, parsed: parseQuery(text) }))
          .flatMap(({ id, parsed }) => (parsed.kind === "query" ? [{ id, query: parsed.query }] : []));
        const matcher = compileMatcher(monitors);
        for (const one of inputs) {
          const expected = monitors.filter(({ query }) => evaluateQuery(query, one)).map(({ id }) => id);
          expect(matcher.match(one)).toEqual(expected);
        }
      },
    ),
    { numRuns: 1000 },
  ));
