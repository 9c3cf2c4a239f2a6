import type { AttemptResult } from "./decision.ts";
import type { FindOutcome, Published, PublishStep, StepValue, StepValues } from "./publisher.ts";

/**
 * True for a step whose effect others can see, by its name: parts of a thread and the comment below. Uploads, drafts
 * and looked-up names are seen by nobody.
 */
export function isSeenByOthers(stepName: string): boolean {
  return /^(?:part-\d+|first-comment)$/.test(stepName);
}

/** The step that leaves a draft on the network, and the name under which an edit keeps it, to be written over. */
export const draftStep = "draft";
export const earlierDraft = "earlier-draft";

/** Not a step of any network: what the campaign did to links at the first attempt, kept beside the steps. */
export const linksStep = "links";

/** Where the values of done steps are kept, so that a resumed publication repeats nothing. */
export type KeepStep = (name: string, value: StepValue) => Promise<void>;

/**
 * Runs the steps that are not done yet, one after the other, and keeps each as it succeeds. The value of the last
 * step is handed back and not kept here: it is written in the same transaction as the state it leads to.
 * @param done values of the steps done in earlier attempts
 * @param published what the network now shows, from the values of all steps
 */
export async function runSteps(
  steps: readonly PublishStep[],
  done: StepValues,
  keep: KeepStep,
  published: (done: StepValues) => Published,
  signal: AbortSignal,
): Promise<{ result: AttemptResult; last: { name: string; value: StepValue } | null }> {
  const values: Record<string, StepValue> = { ...done };
  let last: { name: string; value: StepValue } | null = null;
  for (const step of steps) {
    if (values[step.name]) continue;
    if (last) await keep(last.name, last.value);
    const outcome = await step.run(values, signal);
    if (outcome.kind !== "done") return { result: outcome, last: null };
    values[step.name] = outcome.value;
    last = { name: step.name, value: outcome.value };
  }
  return { result: { kind: "published", published: published(values) }, last };
}

/**
 * Asks the network for the step whose answer never came: the first that is not done, since steps run in order and
 * each is kept as it succeeds.
 * @param since when the unanswered attempt began
 */
export async function findStep(
  steps: readonly PublishStep[],
  done: StepValues,
  published: (done: StepValues) => Published,
  since: Date,
  signal: AbortSignal,
): Promise<{
  found: FindOutcome | { kind: "published"; published: Published } | { kind: "cannot-ask" };
  step: { name: string; value: StepValue } | null;
}> {
  const open = steps.filter((step) => !done[step.name]);
  const first = open[0];
  // All are done: only the last word was not written.
  if (!first) return { found: { kind: "published", published: published(done) }, step: null };
  if (!first.find) return { found: { kind: first.visible ? "cannot-ask" : "absent" }, step: null };
  const found = await first.find(done, since, signal);
  if (found.kind !== "found") return { found, step: null };
  const step = { name: first.name, value: found.value };
  if (open.length > 1) return { found, step };
  return { found: { kind: "published", published: published({ ...done, [step.name]: step.value }) }, step };
}
