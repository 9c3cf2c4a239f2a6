import { expect, test } from "vitest";
import { scoreLines } from "../../src/sentiment/score-lines.ts";

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function answers(...lines: string[]): Promise<unknown[]> {
  const out: unknown[] = [];
  for await (const line of scoreLines(from(lines))) out.push(JSON.parse(line));
  return out;
}

test("each line gets one line back, in the same order", async () => {
  expect(
    await answers(
      '{"text":"I love it so much"}',
      '{"id":"7","text":"quelle honte","lang":"fr"}',
      '{"text":"super","language":"de"}',
    ),
  ).toEqual([
    { language: "en", label: "positive", score: expect.any(Number) },
    { language: "fr", label: "negative", score: expect.any(Number) },
    { language: "de", label: "positive", score: expect.any(Number) },
  ]);
});

test("a text in a language without a word list gets no label", async () => {
  expect(await answers('{"text":"Это очень плохо"}')).toEqual([{ language: "ru", label: null, score: null }]);
});

test("a bad line is named by its number and stops nothing", async () => {
  const out = await answers(
    '{"text":"merci beaucoup"}',
    "not json",
    '{"text":5}',
    "",
    '{"text":"merci beaucoup"}',
  );
  expect(out[1]).toEqual({ error: expect.stringMatching(/^line 2: not JSON/) });
  expect(out[2]).toEqual({ error: expect.stringMatching(/^line 3: .*text/) });
  expect(out[3]).toEqual({ error: expect.stringMatching(/^line 4: /) });
  expect(out[4]).toEqual(out[0]);
});

test("an answer comes before the next line is asked for", async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<string> {
    while (true) {
      asked += 1;
      yield '{"text":"bonjour tout le monde"}';
    }
  }
  const out = scoreLines(endless());
  await out.next();
  expect(asked).toBe(1);
  await out.return(undefined);
});
