import { Codes, consentRoutes } from "../consent.ts";
import { dropOldest } from "../ledger.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, listField, textField } from "../wire.ts";
import type { World } from "../world.ts";

/** Doorkeeper's default: https://github.com/mastodon/mastodon/blob/main/config/initializers/doorkeeper.rb */
const codeSeconds = 600;
const mostTokens = 50_000;

/** Registering an application, the page that asks, and getting a token. https://docs.joinmastodon.org/methods/oauth/ */
export class MastodonOauth {
  readonly #codes = new Codes(codeSeconds);
  /** By client id: the addresses it may lead back to. */
  readonly #apps = new Map<string, string[]>();
  /** Client id by token. */
  readonly #issuedTo = new Map<string, string>();
  readonly #world: World;
  #serial = 0;

  constructor(world: World) {
    this.#world = world;
  }

  routes(): Route[] {
    return [
      { method: "POST", path: "/api/v1/apps", handle: (asked) => this.#register(asked) },
      ...consentRoutes({
        path: "/oauth/authorize",
        title: "Mastodon",
        needsPkce: false,
        codes: this.#codes,
        isRegistered: (clientId, uri) => this.#apps.get(clientId)?.includes(uri) === true,
      }),
      { method: "POST", path: "/oauth/token", handle: (asked) => this.#grant(asked) },
      { method: "POST", path: "/oauth/revoke", handle: (asked) => this.#revoke(asked) },
    ];
  }

  reset(): void {
    this.#codes.reset();
    this.#apps.clear();
    this.#issuedTo.clear();
  }

  #register({ fields }: Asked): Answer {
    const asked = listField(fields, "redirect_uris").flatMap((uris) => uris.split(/\s+/));
    const redirectUris = asked.length > 0 ? asked : ["urn:ietf:wg:oauth:2.0:oob"];
    this.#serial += 1;
    const clientId = `sandbox-client-${this.#serial}`;
    this.#apps.set(clientId, redirectUris);
    return json(200, {
      id: String(this.#serial),
      name: textField(fields, "client_name") ?? "",
      website: textField(fields, "website"),
      scopes: (textField(fields, "scopes") ?? "read").split(" "),
      redirect_uri: redirectUris.join("\n"),
      redirect_uris: redirectUris,
      client_id: clientId,
      client_secret: "sandbox-secret",
      client_secret_expires_at: 0,
      vapid_key: "",
    });
  }

  /** Only the client that a token was given to may end it; which that was is kept for each token issued here. */
  #revoke({ fields }: Asked): Answer {
    const token = textField(fields, "token") ?? "";
    const clientId = textField(fields, "client_id");
    const isOurs = clientId !== null && this.#issuedTo.get(token) === clientId;
    if (!isOurs || textField(fields, "client_secret") !== "sandbox-secret")
      return json(403, {
        error: "unauthorized_client",
        error_description: "You are not authorized to revoke this token",
      });
    this.#world.revoke(token);
    return json(200, {});
  }

  #grant(asked: Asked): Answer {
    const field = (name: string) => textField(asked.fields, name);
    const clientId = field("client_id");
    const isKnown = clientId !== null && this.#apps.has(clientId);
    if (!isKnown || field("client_secret") !== "sandbox-secret")
      return json(401, {
        error: "invalid_client",
        error_description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      });
    const now = Math.floor(asked.now.getTime() / 1000);
    if (field("grant_type") !== "authorization_code")
      return json(200, {
        access_token: "app",
        token_type: "Bearer",
        scope: field("scope") ?? "read",
        created_at: now,
      });
    const consent = this.#codes.redeem(asked, clientId);
    if (!consent)
      return json(400, {
        error: "invalid_grant",
        error_description:
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      });
    this.#serial += 1;
    const token = `${consent.account}.at.${this.#serial}`;
    this.#issuedTo.set(token, clientId);
    if (this.#issuedTo.size > mostTokens) dropOldest(this.#issuedTo);
    return json(200, {
      access_token: token,
      token_type: "Bearer",
      scope: consent.scope,
      created_at: now,
    });
  }
}
