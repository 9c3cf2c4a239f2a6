import type { Access, Verifier, VerifyOutcome } from "../../profiles/network.ts";
import { ask, type Failure, wordsFor } from "./client.ts";
import { type BlueskyCredentials, Credentials } from "./schema.ts";
import { endSession, signedInAgent } from "./session.ts";

export const verifier: Verifier<BlueskyCredentials> = {
  credentials: Credentials,
  verify,
  // The app password itself is a person's to delete: it may not be asked for with a session that it opened.
  async revoke(access, signal) {
    const { session } = await access.vault.read();
    if (!session) return { kind: "not-ours" };
    const answer = await ask(async () => ({ data: await endSession(access, session, signal) }));
    return answer.kind === "ok" ? { kind: "revoked" } : { kind: "not-revoked", detail: wordsFor(answer) };
  },
};

async function verify(access: Access<BlueskyCredentials>, signal: AbortSignal): Promise<VerifyOutcome> {
  const agent = signedInAgent(access);
  const session = await ask(() => agent.com.atproto.server.getSession({}, { signal }));
  if (session.kind !== "ok")
    return { kind: isRefusal(session) ? "refused" : "unreachable", detail: wordsFor(session) };
  const { did, handle, active, status } = session.value;
  if (active === false) return { kind: "refused", detail: `the account is ${status ?? "not active"}` };
  const profile = await ask(() => agent.app.bsky.actor.getProfile({ actor: did }, { signal }));
  // The name is for show; it comes from another server, whose outage is no reason to refuse.
  const displayName = profile.kind === "ok" ? profile.value.displayName : undefined;
  return {
    kind: "verified",
    identity: { remoteId: did, handle: `@${handle}`, displayName: displayName || handle, limits: null },
  };
}

function isRefusal(failure: Failure): boolean {
  const cause = failure.kind === "no-session" ? failure.because : failure;
  return (
    cause.kind === "unreadable" || (cause.kind === "refused" && cause.status < 500 && cause.status !== 429)
  );
}
