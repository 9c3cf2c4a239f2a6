import * as oidc from "openid-client";
import type { Http } from "../platform/http.ts";
import { FetchFailed } from "../platform/http-fetch.ts";
import type { Oauth, OauthClient, OauthToken } from "./oauth.ts";

/** Where one sign-in goes, and as whom we come. */
export interface Door {
  http: Http;
  oauth: Oauth;
  baseUrl: string;
  client: OauthClient;
  redirectUri: string;
}

export type GrantOutcome =
  | { kind: "granted"; token: OauthToken }
  /** The person said no. */
  | { kind: "denied" }
  | { kind: "refused"; detail: string }
  | { kind: "unreachable"; detail: string };

/** A state and a verifier that nobody can guess, and the network's page that is asked with them. */
export async function consentPage(
  door: Omit<Door, "http">,
): Promise<{ url: string; state: string; verifier: string }> {
  const state = oidc.randomState();
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(configured(door), {
    redirect_uri: door.redirectUri,
    scope: door.oauth.scopes.join(" "),
    state,
    // Always: a server that does not know PKCE ignores it (https://www.rfc-editor.org/rfc/rfc6749#section-3.1).
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, state, verifier };
}

/**
 * Exchanges what the network sent the browser back with. @param query of the callback, as it came
 */
export async function redeem(
  door: Door,
  query: URLSearchParams,
  expected: { state: string; verifier: string },
): Promise<GrantOutcome> {
  const config = configured(door);
  config[oidc.customFetch] = (url, init) => door.http.fetch(url, init as RequestInit);
  const callback = new URL(door.redirectUri);
  for (const [name, value] of query) callback.searchParams.append(name, value);
  try {
    const answer = await oidc.authorizationCodeGrant(config, callback, {
      expectedState: expected.state,
      pkceCodeVerifier: expected.verifier,
    });
    return {
      kind: "granted",
      token: {
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token ?? null,
        expiresInSeconds: answer.expires_in ?? null,
        // Left out where it is what was asked for: https://www.rfc-editor.org/rfc/rfc6749#section-5.1
        scopes: answer.scope?.split(" ").filter(Boolean) ?? door.oauth.scopes,
      },
    };
  } catch (error) {
    return failedGrant(error);
  }
}

function configured({ oauth, baseUrl, client }: Omit<Door, "http">): oidc.Configuration {
  const { authorization, token } = oauth.endpoints(baseUrl);
  const config = new oidc.Configuration(
    { issuer: baseUrl, authorization_endpoint: authorization, token_endpoint: token },
    client.id,
    undefined,
    proofOf(client, oauth.secretIn),
  );
  // Which addresses may be reached is for the way out to say (platform/http.ts), self-hosted and tests included.
  oidc.allowInsecureRequests(config);
  return config;
}

function proofOf({ secret }: OauthClient, secretIn: Oauth["secretIn"]): oidc.ClientAuth {
  if (secret === null) return oidc.None();
  return secretIn === "header" ? basic(secret) : oidc.ClientSecretPost(secret);
}

/**
 * https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 The library's own also writes "-" and "_" as "%2D" and "%5F",
 * which servers that compare the text as it came (as X's own client library sends it) do not know again.
 */
function basic(secret: string): oidc.ClientAuth {
  return (_server, client, _body, headers) => {
    const pair = [client.client_id, secret].map(encodeURIComponent).join(":");
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  };
}

/** What a network normally says instead of a token. */
function failedGrant(error: unknown): GrantOutcome {
  if (error instanceof oidc.AuthorizationResponseError)
    return error.error === "access_denied"
      ? { kind: "denied" }
      : { kind: "refused", detail: wordsOf(error.error, error.error_description) };
  if (error instanceof oidc.ResponseBodyError)
    return {
      kind: error.status >= 500 || error.status === 429 ? "unreachable" : "refused",
      detail: wordsOf(error.error, error.error_description),
    };
  if (error instanceof FetchFailed) return { kind: "unreachable", detail: error.message };
  // An answer that is none of OAuth's: a page, half an object, another status.
  if (error instanceof oidc.ClientError || error instanceof oidc.WWWAuthenticateChallengeError)
    return { kind: "refused", detail: error.message };
  throw error;
}

function wordsOf(code: string, description: string | undefined): string {
  return description ? `${code}: ${description}` : code;
}
