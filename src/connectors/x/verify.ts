import type { Verifier } from "../../profiles/network.ts";
import { ask, revokeToken } from "./client.ts";
import { Me, XCredentials } from "./schema.ts";

/** Asks X whose token this is: https://docs.x.com/x-api/users/get-my-user */
export const verifier: Verifier<XCredentials> = {
  credentials: XCredentials,
  async verify(access, signal) {
    const answer = await ask(access, Me, { method: "GET", path: "users/me" }, signal);
    switch (answer.kind) {
      case "answer": {
        const { id, username, name } = answer.data.data;
        const identity = { remoteId: id, handle: `@${username}`, displayName: name, limits: null };
        return { kind: "verified", identity };
      }
      case "credentials":
        return { kind: "refused", detail: answer.detail };
      case "refused":
        // A limit or a fault of X says nothing about the credentials.
        if (answer.status === 429 || answer.status >= 500)
          return { kind: "unreachable", detail: answer.detail };
        return { kind: "refused", detail: answer.detail };
      case "not-sent":
      case "no-answer":
        return { kind: "unreachable", detail: answer.detail };
    }
  },
  /** The keys of OAuth 1.0a belong to an application of the person's own, and stay. */
  async revoke(access, signal) {
    const credentials = await access.vault.read();
    if ("appKey" in credentials || !credentials.clientId) return { kind: "not-ours" };
    // The longer-lived one first. Neither ends the other for certain.
    for (const token of [credentials.refreshToken, credentials.accessToken]) {
      if (token === undefined) continue;
      const answer = await revokeToken(
        access,
        { ...credentials, clientId: credentials.clientId },
        token,
        signal,
      );
      if (answer.kind !== "answer") return { kind: "not-revoked", detail: answer.detail };
    }
    return { kind: "revoked" };
  },
};
