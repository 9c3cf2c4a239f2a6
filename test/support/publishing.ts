import type { Access, NetworkLimits } from "../../src/profiles/network.ts";
import type {
  Content,
  FindOutcome,
  MediaItem,
  PublicationRequest,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValue,
} from "../../src/publishing/publisher.ts";

/** Content with only a text, unless told otherwise. */
export function contentOf(text: string, more: Partial<Content> = {}): Content {
  return {
    text,
    thread: [],
    firstComment: null,
    media: [],
    options: {},
    language: null,
    replyTo: null,
    ...more,
  };
}

/** A request as the publishing room makes it. */
export function requestFor<Credentials>(given: {
  access: Access<Credentials>;
  account: { remoteId: string; handle: string };
  limits: NetworkLimits;
  content: Content;
  publicationId?: string;
  firstAttemptAt?: Date;
  files?: Readonly<Record<string, Uint8Array>>;
}): PublicationRequest<Credentials> {
  const { files = {}, ...rest } = given;
  return {
    publicationId: "publication-1",
    firstAttemptAt: new Date("2026-11-21T10:00:00Z"),
    ...rest,
    readMedia: async (id) => {
      const bytes = files[id];
      if (!bytes) throw new Error(`no file ${id}`);
      return bytes;
    },
  };
}

export interface Run {
  done: Record<string, StepValue>;
  /** The last outcome: "done" when all steps are. */
  outcome: StepOutcome;
  /** The step that answered otherwise. */
  stoppedAt: PublishStep | null;
}

/** Runs the steps that are not done yet, as the publisher's worker does, up to the first that answers otherwise. */
export async function runSteps<Credentials>(
  publisher: Publisher<Credentials>,
  request: PublicationRequest<Credentials>,
  before: Readonly<Record<string, StepValue>> = {},
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<Run> {
  const done: Record<string, StepValue> = { ...before };
  let outcome: StepOutcome = { kind: "done", value: {} };
  for (const step of publisher.steps(request)) {
    if (done[step.name]) continue;
    outcome = await step.run(done, signal);
    if (outcome.kind !== "done") return { done, outcome, stoppedAt: step };
    done[step.name] = outcome.value;
  }
  return { done, outcome, stoppedAt: null };
}

/**
 * Runs the steps until they are done or refused, as the workers do together: what is unconfirmed is looked for, and
 * repeated only when it is surely not there.
 */
export async function publishSettled<Credentials>(
  publisher: Publisher<Credentials>,
  request: PublicationRequest<Credentials>,
  options: { waitMs: number; mostAttempts?: number } = { waitMs: 300 },
): Promise<Run & { attempts: number }> {
  let run: Run = { done: {}, outcome: { kind: "retry", detail: "not tried" }, stoppedAt: null };
  for (let attempts = 1; ; attempts += 1) {
    const since = new Date();
    run = await runSteps(publisher, request, run.done);
    const isOver = run.outcome.kind === "done" || run.outcome.kind === "rejected";
    if (isOver || attempts >= (options.mostAttempts ?? 5)) return { ...run, attempts };
    await new Promise((resolve) => setTimeout(resolve, options.waitMs));
    if (run.outcome.kind !== "unconfirmed") continue;
    const found = await findAfter(run, since);
    if (found.kind === "unknown") return { ...run, attempts };
    if (found.kind === "found" && run.stoppedAt) run.done[run.stoppedAt.name] = found.value;
    await new Promise((resolve) => setTimeout(resolve, options.waitMs));
  }
}

/** What reading back says of the step a run stopped at. */
export async function findAfter(run: Run, since: Date): Promise<FindOutcome> {
  if (!run.stoppedAt?.find) throw new Error("the run stopped at no step that can be looked for");
  return run.stoppedAt.find(run.done, since, AbortSignal.timeout(30_000));
}

/** One transparent pixel, for tests that need an image. */
export const tinyPng: Uint8Array = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export function imageItem(id: string, altText: string | null = null): MediaItem {
  return { id, contentType: "image/png", sizeBytes: tinyPng.length, width: 1, height: 1, altText };
}
