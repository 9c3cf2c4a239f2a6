import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery, printQuery, type Query, queryLimits, queryTerms } from "../../src/listening/query.ts";
import { joined, negated, type Phrase } from "../../src/listening/query-tree.ts";

/** The normal form of a query, or its fault as `code@position+length`. */
function read(source: string): string {
  const parsed = parseQuery(source);
  if (parsed.kind === "query") return parsed.normalForm;
  return `${parsed.message.code}@${parsed.position}+${parsed.length}`;
}

function queryOf(source: string): Query {
  const parsed = parseQuery(source);
  if (parsed.kind === "fault") throw new Error(`${source}: ${parsed.message.en}`);
  return parsed.query;
}

function suggestionFor(source: string): string | null {
  const parsed = parseQuery(source);
  return parsed.kind === "fault" ? parsed.suggestion : `no fault in ${source}`;
}

describe("a query is read as people write it", () => {
  test.each([
    ["vigie", "vigie"],
    ["  vigie   app ", "vigie app"],
    ["vigie AND app", "vigie app"],
    ["vigie OR app NOT bug", "vigie OR app -bug"],
    ["(vigie OR app) AND NOT (bug OR panne)", "(vigie OR app) -(bug OR panne)"],
    ["((vigie))", "vigie"],
    ["NOT NOT vigie", "vigie"],
    ['"vigie"', "vigie"],
    ['"vigie  app"', '"vigie app"'],
    ["« vigie app »", '"vigie app"'],
    ["“vigie app”", '"vigie app"'],
    ['"AND"', '"AND"'],
    ["or", "or"],
    ["oran*", "oran*"],
    ['"service clien*"', '"service clien*"'],
    ["l'Orange", "l'Orange"],
    ['="Orange"', "=Orange"],
    ["=C++", "=C++"],
    ['="AT&T France"', '="AT&T France"'],
    ["#VigieApp -@vigie", "#VigieApp -@vigie"],
    ["@vigie@mastodon.social", "@vigie@mastodon.social"],
    ["LANG:FR network:Bluesky", "lang:fr network:bluesky"],
    ["from:@Vigie", "from:vigie"],
    ["url:https://www.Example.org/News/", "url:example.org/News"],
    ["url:*.example.org", "url:example.org"],
    ["vigie NEAR/5 panne", "vigie NEAR/5 panne"],
    ['vigie NEAR/5 (panne OR "hors service")', 'vigie NEAR/5 (panne OR "hors service")'],
    ["NOT vigie NEAR/5 panne app", "-vigie NEAR/5 panne app"],
    ["日本 -東京*", "日本 -東京"],
    ["🔥", "🔥"],
  ])("%s", (source, normalForm) => expect(read(source)).toBe(normalForm));
});

describe("a wrong query is refused with the place of the fault", () => {
  test.each([
    ["", "query-empty@0+0"],
    ["   ", "query-empty@0+3"],
    ['vigie "app', "query-unclosed-quote@6+1"],
    ["vigie (app OR bug", "query-unclosed-group@6+1"],
    ["vigie app)", "query-unopened-group@9+1"],
    ["vigie () app", "query-empty-group@6+2"],
    ["vigie AND", "query-missing-operand@6+3"],
    ["OR vigie", "query-missing-operand@0+2"],
    ["vigie AND OR app", "query-missing-operand@6+3"],
    ["(vigie OR)", "query-missing-operand@7+2"],
    ["vigie && app", "query-no-letters@6+2"],
    ["vigie - app", "query-no-letters@6+1"],
    ["vi*gie", "query-star-inside@0+6"],
    ["v*", "query-short-prefix@0+2"],
    ["langue:fr vigie", "query-unknown-filter@0+9"],
    ["vigie lang:french", "query-filter-value@6+11"],
    ["lang: fr", "query-filter-value@0+5"],
    ["vigie NEAR app", "query-near-distance@6+4"],
    ["vigie NEAR/0 app", "query-near-distance@6+6"],
    ["vigie NEAR/5 #app", "query-near-operand@13+4"],
    ["(vigie app) NEAR/5 bug", "query-near-operand@0+1"],
    ["a NEAR/2 b NEAR/2 c", "query-near-chain@11+6"],
    ["NOT vigie", "query-only-exclusions@0+9"],
    ["vigie OR -app", "query-only-exclusions@0+13"],
    ["-vigie -app", "query-only-exclusions@0+11"],
    // Positions count UTF-16 units, as an input field does: the flame is two.
    ["🔥 )", "query-unopened-group@3+1"],
  ])("%s", (source, fault) => expect(read(source)).toBe(fault));

  test("that it only excludes is seen through parentheses", () =>
    expect(read("-(vigie (app OR -bug))")).toBe("query-only-exclusions@0+22"));

  test("limits of length, number of terms and depth are stated", () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(" ");
    const nested = (depth: number) => `${"(".repeat(depth)}vigie${")".repeat(depth)}`;
    expect(parseQuery(words(queryLimits.terms)).kind).toBe("query");
    expect(read(words(queryLimits.terms + 1))).toBe(`query-too-many-terms@${words(200).length + 1}+4`);
    expect(parseQuery(nested(queryLimits.depth)).kind).toBe("query");
    expect(read(nested(queryLimits.depth + 1))).toBe("query-too-deep@20+1");
    expect(read("v".repeat(2001))).toBe("query-too-long@2000+1");
  });
});

describe("where it can be guessed, the query that was meant is offered", () => {
  test.each([
    ['vigie "app bug', 'vigie "app bug"'],
    ["vigie (app OR bug", "vigie (app OR bug)"],
    ["vigie app)", "vigie app"],
    ["vigie AND", "vigie"],
    ["vigie || app", "vigie OR app"],
    ["vigie && app", "vigie AND app"],
    ["langue:fr vigie", "lang:fr vigie"],
    ["https://example.org/a", "url:example.org/a"],
    ["vigie foo:bar", 'vigie "foo:bar"'],
    ["vigie lang:français", "vigie lang:fr"],
    ["vigie NEAR app", "vigie NEAR/5 app"],
    ["#vigie-app", "#vigieapp"],
    ["#vigi*", "#vigi"],
    ["(((a", "(((a)))"],
    ["())", null],
    ["(a AND AND b", "(a AND b)"],
    ['vigie OR (app "bug', 'vigie OR (app "bug")'],
    ["vigie lang:fr,en", "vigie (lang:fr OR lang:en)"],
    ['auteur:"Jean Dupont"', 'from:"Jean Dupont"'],
    ["-vigie", null],
  ])("%s", (source, suggestion) => {
    expect(suggestionFor(source)).toBe(suggestion);
    if (suggestion) expect(parseQuery(suggestion).kind).toBe("query");
  });
});

const words = fc.constantFrom(
  "vigie",
  "Grève",
  "l'Orange",
  "C++",
  "AND",
  "日本",
  "service client",
  "lang:fr",
  "🔥",
  "a-b",
);
const phrase: fc.Arbitrary<Phrase> = fc.record({
  kind: fc.constant("phrase" as const),
  text: words,
  prefix: fc.constant(false),
});
const prefixed: fc.Arbitrary<Phrase> = fc.constantFrom("vig", "l'oran", "service clien").map((text) => ({
  kind: "phrase" as const,
  text,
  prefix: true,
}));
const phrases = fc.array(fc.oneof(phrase, prefixed), { minLength: 1, maxLength: 3 });
const term: fc.Arbitrary<Query> = fc.oneof(
  phrase,
  prefixed,
  words.map((text) => ({ kind: "exact" as const, text })),
  fc.constant({ kind: "tag", tag: "VigieApp" } as const),
  fc.constant({ kind: "handle", handle: "vigie@example.org" } as const),
  fc.constantFrom("fr", "pt-br").map((value) => ({ kind: "filter" as const, field: "lang" as const, value })),
  fc.constant({ kind: "filter", field: "url", value: "example.org/a" } as const),
  fc
    .constantFrom("vigie@example.org", "jean dupont", "did:plc:abc", "afp (france)")
    .map((value) => ({ kind: "filter" as const, field: "from" as const, value })),
  fc.record({
    kind: fc.constant("near" as const),
    left: phrases,
    right: phrases,
    distance: fc.integer({ min: 1, max: 9 }),
  }),
);
const { tree } = fc.letrec<{ tree: Query }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    term,
    fc.array(tie("tree"), { minLength: 2, maxLength: 3 }).map((parts) => joined("and", parts)),
    fc.array(tie("tree"), { minLength: 2, maxLength: 3 }).map((parts) => joined("or", parts)),
    tie("tree").map(negated),
  ),
}));

test("the normal form says exactly the same as the query", () =>
  fc.assert(
    fc.property(tree, (query) => {
      const parsed = parseQuery(`vigie (${printQuery(query)})`);
      if (parsed.kind === "fault") return parsed.message.code === "query-too-many-terms";
      expect(parsed.query).toEqual(joined("and", [queryOf("vigie"), query]));
      expect(queryOf(parsed.normalForm)).toEqual(parsed.query);
      return true;
    }),
    { numRuns: 500 },
  ));

test("whatever is typed is answered, never thrown, and a fault lies within the text", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "a",
          "vigie",
          " ",
          '"',
          "(",
          ")",
          "-",
          "*",
          "=",
          "#",
          "@",
          "AND",
          "OR",
          "NEAR/2",
          ":",
          "🔥",
          "é",
        ),
      ),
      (pieces) => {
        const source = pieces.join("");
        const parsed = parseQuery(source);
        if (parsed.kind === "query") return read(parsed.normalForm) === parsed.normalForm;
        const { suggestion } = parsed;
        if (suggestion !== null && parseQuery(suggestion).kind !== "query") return false;
        return parsed.position + parsed.length <= source.length && parsed.message.fr !== "";
      },
    ),
    { numRuns: 2000 },
  ));

describe("a network's search is asked for words of which every match has one", () => {
  test.each<[string, string[]]>([
    ["vigie", ["vigie"]],
    ["Grève générale", ["générale"]],
    ['vigie OR "vigie app" OR #vigie', ["vigie", "vigie app", "#vigie"]],
    ["(vigie OR veilleuse) panne", ["panne"]],
    ["vigie -panne lang:fr", ["vigie"]],
    ["vigi*", []],
    ["vigi* panne", ["panne"]],
    ["vigi* OR panne", []],
    ["lang:fr", []],
    ["(a1 OR b1) NEAR/3 panne", ["panne"]],
    ["-(-vigie -panne)", ["vigie", "panne"]],
  ])("%s", (source, terms) => expect(queryTerms(queryOf(source))).toEqual(terms));
});
