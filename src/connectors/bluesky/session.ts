import { Agent, XRPCError } from "@atproto/api";
import type { Access } from "../../profiles/network.ts";
import { type BlueskyCredentials, type BlueskySession, DidDocument, ErrorBody } from "./schema.ts";

/** The entrance of Bluesky's own servers. It forwards, but each account lives on a server of its own. */
export const entrywayUrl = "https://bsky.social";

/**
 * Signing in failed, so the call itself never left: nothing was written.
 * The reason is its `cause`, an XRPCError.
 */
export class SignInFailed extends Error {
  override name = "SignInFailed";
}

/**
 * An agent that signs in once, keeps the session in the vault for all workers, and refreshes it when the server
 * says that it has ended: https://docs.bsky.app/docs/advanced-guides/rate-limits
 */
export function signedInAgent(access: Access<BlueskyCredentials>): Agent {
  return new Agent({ fetchHandler: (path, init) => sendSigned(access, path, init) });
}

/** The same access, known to have credentials; `null` when a source has none. */
export async function credentialsIn(
  access: Access<BlueskyCredentials | null>,
): Promise<Access<BlueskyCredentials> | null> {
  if ((await access.vault.read()) === null) return null;
  const { vault } = access;
  return {
    ...access,
    vault: {
      read: async () => given(await vault.read()),
      renew: async (stale, renew) =>
        given(await vault.renew(stale, async (current) => renew(given(current)))),
    },
  };
}

function given(credentials: BlueskyCredentials | null): BlueskyCredentials {
  if (!credentials) throw new Error("the credentials were taken away meanwhile");
  return credentials;
}

type SignedIn = BlueskyCredentials & { session: BlueskySession };

async function sendSigned(
  access: Access<BlueskyCredentials>,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const credentials = await withSession(access);
  const answer = await send(access, credentials.session, path, init);
  if (!(await saysSessionEnded(answer))) return answer;
  const renewed = await renew(access, credentials);
  return send(access, renewed.session, path, init);
}

function send(
  { http, baseUrl }: Access<BlueskyCredentials>,
  session: BlueskySession,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${session.accessJwt}`);
  // A base URL that somebody chose is kept; from the entrance one goes on to the account's own server.
  const base = baseUrl === entrywayUrl ? (session.pds ?? baseUrl) : baseUrl;
  return http.fetch(base + path, { ...init, headers });
}

/** An ended token is a 400, not a 401: https://github.com/bluesky-social/atproto, `packages/pds/src/auth-verifier.ts` */
async function saysSessionEnded(answer: Response): Promise<boolean> {
  if (answer.status !== 400 && answer.status !== 401) return false;
  const body = ErrorBody.safeParse(
    await answer
      .clone()
      .json()
      .catch(() => undefined), // not JSON: the schema refuses it
  );
  return body.success && ["ExpiredToken", "InvalidToken"].includes(body.data.error);
}

async function withSession(access: Access<BlueskyCredentials>): Promise<SignedIn> {
  const credentials = await access.vault.read();
  return hasSession(credentials) ? credentials : renew(access, credentials);
}

/** Refreshes the session, or signs in where there is none that can be refreshed. One worker does it for all. */
async function renew(access: Access<BlueskyCredentials>, stale: BlueskyCredentials): Promise<SignedIn> {
  try {
    const renewed = await access.vault.renew(stale, async (current) => ({
      ...current,
      session: (await refreshed(access, current)) ?? (await signIn(access, current)),
    }));
    if (hasSession(renewed)) return renewed;
    throw new Error("the vault has kept no session");
  } catch (error) {
    throw new SignInFailed("signing in failed", { cause: error });
  }
}

function hasSession(credentials: BlueskyCredentials): credentials is SignedIn {
  return credentials.session !== undefined;
}

/** The refreshed session; `null` when it cannot be refreshed and one must sign in anew. */
async function refreshed(
  access: Access<BlueskyCredentials>,
  { session }: BlueskyCredentials,
): Promise<BlueskySession | null> {
  if (!session) return null;
  try {
    const { data } = await unsigned(access).com.atproto.server.refreshSession(undefined, {
      headers: { authorization: `Bearer ${session.refreshJwt}` },
    });
    return sessionFrom(data);
  } catch (error) {
    if (error instanceof XRPCError && (error.status === 400 || error.status === 401)) return null;
    throw error;
  }
}

async function signIn(
  access: Access<BlueskyCredentials>,
  { identifier, password }: BlueskyCredentials,
): Promise<BlueskySession> {
  const { data } = await unsigned(access).com.atproto.server.createSession({ identifier, password });
  return sessionFrom(data);
}

/** Ends the session, whose refresh token is its proof: https://docs.bsky.app/docs/api/com-atproto-server-delete-session */
export function endSession(access: Access<BlueskyCredentials>, session: BlueskySession, signal: AbortSignal) {
  const headers = { authorization: `Bearer ${session.refreshJwt}` };
  return unsigned(access).com.atproto.server.deleteSession(undefined, { headers, signal });
}

function unsigned({ http, baseUrl }: Access<unknown>): Agent {
  return new Agent({ fetchHandler: (path, init) => http.fetch(baseUrl + path, init) });
}

interface SessionAnswer {
  did: string;
  handle: string;
  accessJwt: string;
  refreshJwt: string;
  didDoc?: unknown;
}

function sessionFrom({ did, handle, accessJwt, refreshJwt, didDoc }: SessionAnswer): BlueskySession {
  const services = DidDocument.safeParse(didDoc).data?.service ?? [];
  const endpoint = services.find(({ id }) => id.endsWith("#atproto_pds"))?.serviceEndpoint;
  const pds = typeof endpoint === "string" && URL.canParse(endpoint) ? endpoint.replace(/\/+$/, "") : null;
  return { did, handle, accessJwt, refreshJwt, pds };
}
