import { expect, test } from "vitest";
import { batched, onePer } from "../../src/platform/batch.ts";

/** Answers only when told, so that a test decides what is under way. */
function heldRun() {
  const calls: { items: readonly number[]; answer(): void; fail(): void }[] = [];
  const run = (items: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      calls.push({
        items,
        answer: () => resolve(items.map((item) => item * 10)),
        fail: () => reject(new Error("no")),
      });
    });
  return { calls, run };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is asked for in one turn is answered by one call, each with its own answer", async () => {
  const { calls, run } = heldRun();
  const ask = batched(run, { most: 10, atOnce: 1 });
  const answers = Promise.all([ask(1), ask(2), ask(3)]);
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  calls[0]?.answer();
  expect(await answers).toEqual([10, 20, 30]);
});

test("what comes while calls are under way goes together with the next, no more than fit", async () => {
  const { calls, run } = heldRun();
  const ask = batched(run, { most: 2, atOnce: 1 });
  const answers = Promise.all([1, 2, 3, 4, 5].map(ask));
  for (let call = 0; call < 3; call += 1) {
    await turn();
    expect(calls).toHaveLength(call + 1);
    calls[call]?.answer();
  }
  expect(await answers).toEqual([10, 20, 30, 40, 50]);
  expect(calls.map(({ items }) => items)).toEqual([[1, 2], [3, 4], [5]]);
});

test("one that cannot be answered spoils it for no other", async () => {
  const run = async (items: readonly number[]) => {
    if (items.includes(2)) throw new Error("two cannot be answered");
    return items;
  };
  const ask = batched(run, { most: 10, atOnce: 1 });
  const outcomes = await Promise.allSettled([ask(1), ask(2), ask(3)]);
  expect(outcomes).toMatchObject([
    { status: "fulfilled", value: 1 },
    { status: "rejected", reason: { message: "two cannot be answered" } },
    { status: "fulfilled", value: 3 },
  ]);
  expect(await ask(4)).toBe(4);
});

test("a lone one that fails is told so, and not asked for again", async () => {
  const { calls, run } = heldRun();
  const answer = batched(run, { most: 10, atOnce: 1 })(1);
  await turn();
  calls[0]?.fail();
  await expect(answer).rejects.toThrow("no");
  expect(calls).toHaveLength(1);
});

test("one value is made for each key", () => {
  let made = 0;
  const madeFor = onePer((_key: object) => {
    made += 1;
    return made;
  });
  const [one, other] = [{}, {}];
  expect([madeFor(one), madeFor(other), madeFor(one)]).toEqual([1, 2, 1]);
});
