import type { PublicationRequest, StepOutcome } from "../../publishing/publisher.ts";
import type { XFailure } from "./failure.ts";
import { findPost } from "./find.ts";
import type { XCredentials } from "./schema.ts";

/** How long a new post may need to appear in its author's timeline. */
export const readBackAfterSeconds = 10;
/** After this long it appears or was never written. */
const longestLagSeconds = 120;
/** Servers' clocks are kept in step; a wider margin would take in another publication's post of the same text. */
const skewSeconds = 10;

/**
 * What to make of X's refusal of a text it has already: an older post, or this very one, from an attempt whose
 * answer was lost. An attempt after a lost one comes later than the read-back between them, so an early refusal is
 * about an older post. A late one is only evidence, and the profile's posts decide. Nobody's text is altered to get
 * around it.
 */
export async function duplicateOutcome(
  request: PublicationRequest<XCredentials>,
  sought: { text: string; parentId: string | null },
  failure: XFailure,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { detail } = failure;
  const refused = { kind: "rejected", because: "content", detail } as const;
  const answeredAt = failure.kind === "refused" ? failure.answeredAt : null;
  const elapsed = answeredAt ? (answeredAt.getTime() - request.firstAttemptAt.getTime()) / 1000 : null;
  if (elapsed !== null && elapsed < readBackAfterSeconds) return refused;
  const found = await findPost(request, sought, request.firstAttemptAt, signal, skewSeconds);
  if (found.kind === "found") return { kind: "done", value: found.value };
  if (found.kind === "absent" && elapsed !== null && elapsed > longestLagSeconds) return refused;
  return { kind: "unconfirmed", detail };
}
