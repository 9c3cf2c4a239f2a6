import { plusSeconds } from "../platform/clock.ts";
import type { Http } from "../platform/http.ts";
import type { Access } from "./network.ts";

/** As whom this installation speaks to a network: https://www.rfc-editor.org/rfc/rfc6749#section-2.2 */
export interface OauthClient {
  id: string;
  /** Null: a public client, which PKCE alone protects. */
  secret: string | null;
}

/** What a network gave for a code. */
export interface OauthToken {
  accessToken: string;
  /** Null: when the access token ends, a person must come again. */
  refreshToken: string | null;
  /** Null: the network does not say that it ends. */
  expiresInSeconds: number | null;
  scopes: readonly string[];
}

export type RegisterOutcome =
  | { kind: "registered"; client: OauthClient }
  | { kind: "refused"; detail: string }
  | { kind: "unreachable"; detail: string };

export type RenewOutcome =
  /** Renewed by this call, or by another worker meanwhile (`expiresInSeconds` is null then). */
  | { kind: "renewed"; expiresInSeconds: number | null }
  /** The network no longer takes the refresh token; `detail` is in its own words. */
  | { kind: "refused"; detail: string }
  | { kind: "unreachable"; detail: string };

/** How a network lets a person in on its own pages: OAuth 2.0, authorization code with PKCE (RFC 6749, RFC 7636). */
export interface Oauth<Credentials = unknown> {
  /** What is asked for: no more than the connector uses. */
  scopes: readonly string[];
  /** How the client shows its secret: in the form, or in a header. */
  secretIn: "body" | "header";
  endpoints(baseUrl: string): { authorization: string; token: string };
  /** Absent where the operator registers the client by hand and sets it (`VIGIE_<NETWORK>_CLIENT_ID`). */
  register?(
    at: { http: Http; baseUrl: string; redirectUri: string },
    signal: AbortSignal,
  ): Promise<RegisterOutcome>;
  credentialsFrom(token: OauthToken, client: OauthClient): Credentials;
  /** Absent where tokens do not end. */
  renew?(access: Access<Credentials>, signal: AbortSignal): Promise<RenewOutcome>;
}

/** When a profile's token is to be renewed by Vigie, or its access ends for good: never both. */
export function endingsOf(
  token: Pick<OauthToken, "refreshToken" | "expiresInSeconds">,
  canRenew: boolean,
  now: Date,
): { tokenEndsAt: Date | null; accessEndsAt: Date | null } {
  if (token.expiresInSeconds === null) return { tokenEndsAt: null, accessEndsAt: null };
  const endsAt = plusSeconds(now, token.expiresInSeconds);
  return canRenew && token.refreshToken !== null
    ? { tokenEndsAt: endsAt, accessEndsAt: null }
    : { tokenEndsAt: null, accessEndsAt: endsAt };
}
