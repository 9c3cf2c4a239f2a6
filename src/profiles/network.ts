import type { z } from "zod";
import type { Http } from "../platform/http.ts";

/**
 * The secrets of one profile or source. Connectors read them here and put renewed ones (a session, a rotated
 * token) back, so that all workers share one session and no rotated token is lost.
 */
export interface Vault<Credentials> {
  read(): Promise<Credentials>;
  /**
   * Replaces credentials that turned out to be stale. Runs under a lock shared by all workers: when another
   * worker has renewed them meanwhile, `renew` is not called and the newer ones are returned.
   * @param stale what `read` gave before
   * @param renew gets the newest credentials, returns what to store
   */
  renew(stale: Credentials, renew: (current: Credentials) => Promise<Credentials>): Promise<Credentials>;
}

/** What a connector is given to reach its network with. */
export interface Access<Credentials> {
  http: Http;
  /** Origin and path prefix without trailing slash, such as `https://mastodon.social`. */
  baseUrl: string;
  vault: Vault<Credentials>;
  /** To be told of each answer by connectors that do not go through `http.send` or `http.fetch`. */
  answered?: (answer: { status: number; headers: Readonly<Record<string, string>> }) => void;
}

/** What a network tells about the presence behind some credentials. */
export interface Identity {
  /** The network's own id of the account: a DID, a numeric id, a URL. */
  remoteId: string;
  /** How people write it, such as `@vigie@mastodon.social`. */
  handle: string;
  displayName: string;
  /** Limits the server itself states (Mastodon); `null` where the network's are fixed. */
  limits: NetworkLimits | null;
}

/** What a network accepts in one post. Counts are by the network's own rules. */
export interface NetworkLimits {
  /** Most characters as the network counts them; `null`: no limit. */
  maxCharacters: number | null;
  maxImages: number;
  maxImageBytes: number;
  /** Media types accepted, such as `image/png`. */
  imageTypes: readonly string[];
  /** Most characters of an alternative text; `null`: no limit. */
  maxAltTextCharacters: number | null;
}

export type VerifyOutcome =
  | { kind: "verified"; identity: Identity }
  /** The network said no; `detail` is in its own words. */
  | { kind: "refused"; detail: string }
  /** The network could not be asked. */
  | { kind: "unreachable"; detail: string };

export type RevokeOutcome =
  | { kind: "revoked" }
  /** Nothing that could be ended from here: a person pasted it, and ends it where they made it. */
  | { kind: "not-ours" }
  /** The network did not do it, or could not be asked. */
  | { kind: "not-revoked"; detail: string };

/** Checks credentials against the network without changing anything there, and gives them back when they are done with. */
export interface Verifier<Credentials = unknown> {
  credentials: z.ZodType<Credentials>;
  verify(access: Access<Credentials>, signal: AbortSignal): Promise<VerifyOutcome>;
  /** Ends at the network what was opened for us there: a token, a session. Absent where networks have no such call. */
  revoke?(access: Access<Credentials>, signal: AbortSignal): Promise<RevokeOutcome>;
}
