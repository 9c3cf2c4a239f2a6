import type { Access } from "../../profiles/network.ts";
import type { StepOutcome, StepValue } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { stepOutcomeOf } from "./failure.ts";
import { BlogPost, type WordPressCredentials } from "./schema.ts";

/**
 * Puts a draft into the site's trash, where its people still find it for a while. What somebody published, planned or
 * handed in there meanwhile is theirs. https://developer.wordpress.org/rest-api/reference/posts/#delete-a-post
 */
export async function withdraw(
  access: Access<WordPressCredentials>,
  draft: StepValue,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const path = `wp/v2/posts/${draft.id}`;
  const query = { context: "edit", _fields: "id,slug,status,link" };
  const seen = await ask(access, BlogPost, { method: "GET", path, query }, signal);
  if (seen.kind !== "answer") return doneIfGone(stepOutcomeOf(seen, false));
  if (seen.data.status !== "draft") return done;
  const removed = await ask(access, BlogPost, { method: "DELETE", path }, signal);
  return removed.kind === "answer" ? done : doneIfGone(stepOutcomeOf(removed, false));
}

const done: StepOutcome = { kind: "done", value: {} };

function doneIfGone(outcome: StepOutcome): StepOutcome {
  return outcome.kind === "rejected" && outcome.because === "gone" ? done : outcome;
}
