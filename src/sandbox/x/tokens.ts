import { Codes, consentRoutes } from "../consent.ts";
import { accountOfToken, tokenState } from "../ids.ts";
import { dropOldest } from "../ledger.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, textField } from "../wire.ts";

const accessSeconds = 7200;
const mostKept = 50_000;

/**
 * OAuth 2.0 tokens. Access tokens last two hours; a refresh token is good for one use, and a second use of it ends
 * everything that came of it. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
export class Tokens {
  #serial = 0;
  readonly #expiresAt = new Map<string, Date>();
  readonly #spent = new Set<string>();
  readonly #revokedUpTo = new Map<string, number>();
  /** X wants a code exchanged within half a minute. */
  readonly codes = new Codes(30);

  /** Whether this access token is good now. Tokens that the sandbox did not issue do not run out by themselves. */
  isGood(token: string, now: Date): boolean {
    if (tokenState(token) !== "good" || this.#spent.has(token)) return false;
    const expiresAt = this.#expiresAt.get(token);
    return (
      (!expiresAt || expiresAt > now) &&
      serialOf(token) > (this.#revokedUpTo.get(accountOfToken(token)) ?? -1)
    );
  }

  issue(account: string, now: Date): { accessToken: string; refreshToken: string } {
    this.#serial += 1;
    const accessToken = `${account}.at.${this.#serial}`;
    this.#expiresAt.set(accessToken, new Date(now.getTime() + accessSeconds * 1000));
    if (this.#expiresAt.size > mostKept) dropOldest(this.#expiresAt);
    return { accessToken, refreshToken: `${account}.rt.${this.#serial}` };
  }

  /** The account, once; `null` for a token that is dead or spent. */
  redeem(refreshToken: string): string | null {
    const account = accountOfToken(refreshToken);
    if (tokenState(refreshToken) !== "good") return null;
    const isRevoked = serialOf(refreshToken) <= (this.#revokedUpTo.get(account) ?? -1);
    if (this.#spent.has(refreshToken) || isRevoked) {
      this.#revokedUpTo.set(account, this.#serial);
      return null;
    }
    this.#spend(refreshToken);
    return account;
  }

  /** Given back: of no use any more, as access or as refresh token. */
  revoke(token: string): void {
    this.#spend(token);
  }

  #spend(token: string): void {
    this.#spent.add(token);
    if (this.#spent.size > mostKept) dropOldest(this.#spent);
  }

  reset(): void {
    this.#expiresAt.clear();
    this.#spent.clear();
    this.#revokedUpTo.clear();
    this.codes.reset();
  }
}

/** Tokens from elsewhere count as newer than any revocation. */
function serialOf(token: string): number {
  const serial = /\.(?:at|rt)\.(\d+)$/.exec(token)?.[1];
  return serial === undefined ? Number.POSITIVE_INFINITY : Number(serial);
}

/** The token endpoint takes forms and, as twitter-api-v2 sends it, JSON. */
export function tokenRoutes(tokens: Tokens): Route[] {
  return [
    { method: "POST", path: "/2/oauth2/token", handle: (asked) => grant(tokens, asked) },
    { method: "POST", path: "/2/oauth2/revoke", handle: (asked) => revoke(tokens, asked) },
    {
      method: "POST",
      path: "/oauth2/token",
      handle: () => json(200, { token_type: "bearer", access_token: "app" }),
    },
    ...consentRoutes({ path: "/i/oauth2/authorize", title: "X", needsPkce: true, codes: tokens.codes }),
  ];
}

function revoke(tokens: Tokens, asked: Asked): Answer {
  const token = textField(asked.fields, "token");
  if (!isClient(asked)) return unauthorizedClient;
  if (!token) return refused("invalid_request", "Missing required parameter [token].");
  tokens.revoke(token);
  return json(200, { revoked: true });
}

const unauthorizedClient = json(401, {
  error: "unauthorized_client",
  error_description: "Missing valid authorization header",
});

/** Whether a client named itself, and its secret, where it has one, is not a wrong one. */
function isClient(asked: Asked): boolean {
  const { id, secret } = clientOf(asked);
  return Boolean(id) && tokenState(secret) === "good";
}

function clientOf({ headers, fields }: Asked): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const [id, secret] = Buffer.from(basic ?? "", "base64")
    .toString("utf8")
    .split(":");
  return {
    id: id || (textField(fields, "client_id") ?? ""),
    secret: secret ?? textField(fields, "client_secret") ?? "",
  };
}

function grant(tokens: Tokens, asked: Asked): Answer {
  const field = (name: string) => textField(asked.fields, name);
  const client = clientOf(asked);
  if (!client.id) return refused("invalid_request", "Missing required parameter [client_id].");
  if (!isClient(asked)) return unauthorizedClient;
  const isRefresh = field("grant_type") === "refresh_token";
  const presented = field(isRefresh ? "refresh_token" : "code");
  const account = isRefresh
    ? presented && tokens.redeem(presented)
    : tokens.codes.redeem(asked, client.id)?.account;
  if (!account) return refused("invalid_request", "Value passed for the token was invalid.");
  const { accessToken, refreshToken } = tokens.issue(account, asked.now);
  return json(200, {
    token_type: "bearer",
    expires_in: accessSeconds,
    access_token: accessToken,
    scope: "tweet.read tweet.write users.read media.write offline.access",
    refresh_token: refreshToken,
  });
}

function refused(error: string, description: string): Answer {
  return json(400, { error, error_description: description });
}
