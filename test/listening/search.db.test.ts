import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseQuery, type Query } from "../../src/listening/query.ts";
import { evaluateQuery } from "../../src/listening/query-evaluate.ts";
import { searchCondition, searchVector } from "../../src/listening/search.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { asked, heard } from "../support/queries.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

const workspace = "0198c0de-0000-7000-8000-0123456789ab";
const noon = new Date("2026-11-21T12:00:00Z");

/** Which of the texts PostgreSQL finds for each condition: texts by condition. */
async function found(conditions: readonly string[], texts: readonly string[]): Promise<boolean[][]> {
  const rows = await vigie.app.db.$queryRaw<{ found: boolean[] }[]>`
    select array(select t.vector::tsvector @@ c.condition::tsquery
      from unnest(${texts.map((text) => searchVector(text, workspace, noon))}::text[]) with ordinality t(vector, n)
      order by t.n) as found
    from unnest(${[...conditions]}::text[]) with ordinality c(condition, n) order by c.n`;
  return rows.map((row) => row.found);
}

const queriesOf = (sources: readonly string[]): Query[] =>
  sources.flatMap((source) => {
    const parsed = parseQuery(source);
    return parsed.kind === "query" ? [parsed.query] : [];
  });

test("what matches is always found, and where words decide nothing else is", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(asked, { minLength: 5, maxLength: 20 }),
      fc.array(heard, { minLength: 1, maxLength: 12 }),
      async (sources, inputs) => {
        const conditions = queriesOf(sources).flatMap((query) => {
          const { words, inOrder, decides } = searchCondition(query);
          return words === null || inOrder === null ? [] : [{ query, words, inOrder, decides }];
        });
        const texts = inputs.map(({ text }) => text);
        const byWords = await found(
          conditions.map(({ words }) => words),
          texts,
        );
        const byOrder = await found(
          conditions.map(({ inOrder }) => inOrder),
          texts,
        );
        for (const [row, { query, inOrder, decides }] of conditions.entries())
          for (const [column, input] of inputs.entries()) {
            const name = `${inOrder} in ${input.text}`;
            const isMatch = evaluateQuery(query, input);
            if (isMatch) expect([byWords[row]?.[column], byOrder[row]?.[column]], name).toEqual([true, true]);
            if (decides) expect(byWords[row]?.[column], name).toBe(isMatch);
            if (byOrder[row]?.[column]) expect(byWords[row]?.[column], name).toBe(true);
          }
      },
    ),
    { numRuns: 150 },
  ));

const plain = fc.constantFrom("ba", "be", "bi", "bo");
const phrase = fc.array(plain, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(" ")}"`);
const side = fc.oneof(
  phrase,
  fc.tuple(phrase, phrase).map(([a, b]) => `(${a} OR ${b})`),
);

test("phrases and distances of plain words are told apart by PostgreSQL alone", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          phrase,
          fc.tuple(side, fc.integer({ min: 1, max: 10 }), side).map(([a, n, b]) => `${a} NEAR/${n} ${b}`),
        ),
        { minLength: 5, maxLength: 20 },
      ),
      fc.array(fc.array(plain, { maxLength: 14 }), { minLength: 5, maxLength: 20 }),
      async (sources, words) => {
        const queries = queriesOf(sources);
        const texts = words.map((some) => some.join(" "));
        const expected = queries.map((query) =>
          texts.map((text) =>
            evaluateQuery(query, { text, language: null, network: "x", authorHandle: null, url: null }),
          ),
        );
        const conditions = queries.map((query) => searchCondition(query).inOrder ?? "");
        expect(await found(conditions, texts), conditions.join("\n")).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  ));
