import { describe, expect, test } from "vitest";
import type { FindOutcome, PublishStep, StepOutcome, StepValues } from "../../src/publishing/publisher.ts";
import { findStep, runSteps } from "../../src/publishing/steps.ts";

const never = new AbortController().signal;
const since = new Date("2026-11-21T10:00:00Z");

/** A network that writes down what it was asked, in order. */
function network(names: readonly string[], answers: Readonly<Record<string, StepOutcome>> = {}) {
  const calls: string[] = [];
  const steps: PublishStep[] = names.map((name) => ({
    name,
    visible: name.startsWith("part"),
    run: async (done) => {
      calls.push(`run ${name} after ${Object.keys(done).join("+") || "nothing"}`);
      return answers[name] ?? { kind: "done", value: { id: name } };
    },
  }));
  return {
    calls,
    steps,
    keep: async (name: string) => void calls.push(`keep ${name}`),
    published: (done: StepValues) => ({ remoteId: Object.keys(done).join("+"), url: "https://example.org" }),
  };
}

describe("the steps of a publication", () => {
  test("run one after the other, each kept before the next begins", async () => {
    const { calls, steps, keep, published } = network(["media-1", "part-1", "part-2"]);
    const { result, last } = await runSteps(steps, {}, keep, published, never);
    expect(calls).toEqual([
      "run media-1 after nothing",
      "keep media-1",
      "run part-1 after media-1",
      "keep part-1",
      "run part-2 after media-1+part-1",
    ]);
    expect(result).toMatchObject({ kind: "published", published: { remoteId: "media-1+part-1+part-2" } });
    // The last one is written in the transaction that says that all is published.
    expect(last).toEqual({ name: "part-2", value: { id: "part-2" } });
  });

  test("are not repeated when a publication is resumed", async () => {
    const { calls, steps, keep, published } = network(["media-1", "part-1", "part-2"]);
    const done = { "media-1": { id: "m" }, "part-1": { id: "p" } };
    await runSteps(steps, done, keep, published, never);
    expect(calls).toEqual(["run part-2 after media-1+part-1"]);
  });

  test("stop at the first that is not done, and what was done before is kept", async () => {
    const lost: StepOutcome = { kind: "unconfirmed", detail: "no answer" };
    const { calls, steps, keep, published } = network(["part-1", "part-2", "part-3"], { "part-2": lost });
    const { result, last } = await runSteps(steps, {}, keep, published, never);
    expect(result).toEqual(lost);
    expect(last).toBeNull();
    expect(calls).toEqual(["run part-1 after nothing", "keep part-1", "run part-2 after part-1"]);
  });

  test("need nothing more when all are done: only the last word was not written", async () => {
    const { calls, steps, keep, published } = network(["part-1"]);
    const { result, last } = await runSteps(steps, { "part-1": { id: "p" } }, keep, published, never);
    expect(result.kind).toBe("published");
    expect(last).toBeNull();
    expect(calls).toEqual([]);
  });
});

describe("looking for the step whose answer never came", () => {
  const step = (name: string, visible: boolean, found?: FindOutcome): PublishStep => ({
    name,
    visible,
    run: async () => ({ kind: "done", value: {} }),
    ...(found ? { find: async () => found } : {}),
  });
  const published = (done: StepValues) => ({
    remoteId: String(done["part-1"]?.id),
    url: "https://example.org",
  });
  const ask = (steps: PublishStep[], done: StepValues = {}) => findStep(steps, done, published, since, never);

  test("a last part that is there makes the whole published", async () => {
    const answer = await ask([step("part-1", true, { kind: "found", value: { id: "7" } })]);
    expect(answer).toEqual({
      found: { kind: "published", published: { remoteId: "7", url: "https://example.org" } },
      step: { name: "part-1", value: { id: "7" } },
    });
  });

  test("a part that is there with others to come is kept, and the rest goes on", async () => {
    const found: FindOutcome = { kind: "found", value: { id: "7" } };
    expect(await ask([step("part-1", true, found), step("part-2", true)])).toEqual({
      found,
      step: { name: "part-1", value: { id: "7" } },
    });
  });

  test("an upload that nobody can see is simply repeated", async () => {
    expect(await ask([step("media-1", false), step("part-1", true)])).toEqual({
      found: { kind: "absent" },
      step: null,
    });
  });

  test("a network that cannot be asked is not guessed about", async () => {
    expect(await ask([step("part-1", true)])).toEqual({ found: { kind: "cannot-ask" }, step: null });
  });

  test("only the first open step is asked for: those behind it were never begun", async () => {
    const answer = await ask(
      [step("part-1", true), step("part-2", true, { kind: "absent" }), step("part-3", true)],
      { "part-1": { id: "7" } },
    );
    expect(answer.found).toEqual({ kind: "absent" });
  });

  test("when all steps are done, it is published", async () => {
    const answer = await ask([step("part-1", true)], { "part-1": { id: "7" } });
    expect(answer.found).toMatchObject({ kind: "published", published: { remoteId: "7" } });
  });
});
