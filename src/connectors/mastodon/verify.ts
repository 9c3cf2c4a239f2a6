import { z } from "zod";
import type {
  Access,
  Identity,
  NetworkLimits,
  RevokeOutcome,
  Verifier,
  VerifyOutcome,
} from "../../profiles/network.ts";
import { unstoredVault } from "../../profiles/vault.ts";
import { ask } from "./client.ts";
import { wordsFor } from "./outcome.ts";
import { defaultLimits } from "./publisher.ts";
import { Account, Credentials, Instance, type MastodonCredentials, type MastodonInstance } from "./schema.ts";

export const verifier: Verifier<MastodonCredentials> = { credentials: Credentials, verify, revoke };

async function verify(access: Access<MastodonCredentials>, signal: AbortSignal): Promise<VerifyOutcome> {
  const answer = await ask(
    access,
    Account,
    { method: "GET", path: "/api/v1/accounts/verify_credentials" },
    signal,
  );
  if (answer.kind !== "ok") {
    // 429 and 5xx say nothing about the token. Any other refusal does: snac2 answers a wrong one with 422.
    const isAboutUs = answer.kind === "refused" && answer.status < 500 && answer.status !== 429;
    const kind = isAboutUs || answer.kind === "unreadable" ? "refused" : "unreachable";
    return { kind, detail: wordsFor(answer) };
  }
  const instance = await instanceOf(access, signal);
  const identity: Identity = {
    remoteId: answer.value.id,
    handle: handleOf(answer.value.acct, instance, access.baseUrl),
    displayName: answer.value.display_name || answer.value.username,
    limits: limitsFrom(instance),
  };
  return { kind: "verified", identity };
}

/** https://docs.joinmastodon.org/methods/oauth/#revoke A token of an application that a person made is theirs to end. */
async function revoke(access: Access<MastodonCredentials>, signal: AbortSignal): Promise<RevokeOutcome> {
  const { accessToken, clientId, clientSecret } = await access.vault.read();
  if (!clientId || !clientSecret) return { kind: "not-ours" };
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token: accessToken });
  const call = { method: "POST", path: "/oauth/revoke", body } as const;
  const unsigned = { ...access, vault: unstoredVault<MastodonCredentials | null>(null).vault };
  const answer = await ask(unsigned, z.unknown(), call, signal);
  return answer.kind === "ok" ? { kind: "revoked" } : { kind: "not-revoked", detail: wordsFor(answer) };
}

/** What the server says of itself; `null` where neither version of the call is answered, which is no reason to refuse. */
async function instanceOf(
  access: Access<MastodonCredentials>,
  signal: AbortSignal,
): Promise<MastodonInstance | null> {
  for (const path of ["/api/v2/instance", "/api/v1/instance"] as const) {
    const answer = await ask(access, Instance, { method: "GET", path }, signal);
    if (answer.kind === "ok") return answer.value;
  }
  return null;
}

/** The server's own limits, the usual ones where it says nothing. Forks raise them, so they are never fixed. */
export function limitsFrom(instance: MastodonInstance | null): NetworkLimits {
  const statuses = instance?.configuration?.statuses;
  const media = instance?.configuration?.media_attachments;
  const imageTypes = media?.supported_mime_types?.filter((type) => type.startsWith("image/")) ?? [];
  return {
    maxCharacters: statuses?.max_characters ?? defaultLimits.maxCharacters,
    maxImages: statuses?.max_media_attachments ?? defaultLimits.maxImages,
    maxImageBytes: media?.image_size_limit ?? defaultLimits.maxImageBytes,
    imageTypes: imageTypes.length > 0 ? imageTypes : defaultLimits.imageTypes,
    maxAltTextCharacters: media?.description_limit ?? defaultLimits.maxAltTextCharacters,
  };
}

function handleOf(acct: string, instance: MastodonInstance | null, baseUrl: string): string {
  if (acct.includes("@")) return `@${acct}`;
  const stated = instance?.domain || instance?.uri || "";
  const domain = stated.includes("://") ? new URL(stated).host : stated;
  return `@${acct}@${domain || new URL(baseUrl).host}`;
}
