import { tokenState } from "../ids.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { bearerOf, json, textField } from "../wire.ts";
import { counted, signedIn, xrpcError } from "./access.ts";
import { type Actor, accountNamed, type BlueskyState } from "./state.ts";
import { type Claims, issue, verify } from "./tokens.ts";

/** Logging in, refreshing, and who is who. https://docs.bsky.app/docs/api/com-atproto-server-create-session */
export function sessionRoutes(state: BlueskyState): Route[] {
  return [
    {
      method: "POST",
      path: "/xrpc/com.atproto.server.createSession",
      handle: (asked) => logIn(state, asked),
    },
    {
      method: "POST",
      path: "/xrpc/com.atproto.server.refreshSession",
      handle: (asked) => refresh(state, asked),
    },
    {
      method: "GET",
      path: "/xrpc/com.atproto.server.getSession",
      handle: signedIn(state, (asked, actor) => json(200, describe(actor, asked))),
    },
    {
      method: "POST",
      path: "/xrpc/com.atproto.server.deleteSession",
      handle: (asked) => {
        const token = refreshTokenOf(state, asked);
        return "status" in token ? token : { status: 200 };
      },
    },
    {
      method: "GET",
      path: "/xrpc/com.atproto.server.describeServer",
      handle: () =>
        json(200, {
          did: "did:web:sandbox.test",
          availableUserDomains: [".test"],
          inviteCodeRequired: false,
          links: {},
          contact: {},
        }),
    },
    {
      method: "GET",
      path: "/xrpc/com.atproto.identity.resolveHandle",
      handle: ({ query }) => {
        const actor = state.actor(query.get("handle") ?? "");
        return actor
          ? json(200, { did: actor.did })
          : xrpcError(400, "InvalidRequest", "Unable to resolve handle");
      },
    },
    {
      method: "GET",
      path: "/xrpc/_health",
      handle: () => json(200, { version: "0.5.35-vigie-sandbox" }),
    },
  ];
}

function logIn(state: BlueskyState, asked: Asked): Answer {
  const identifier = textField(asked.fields, "identifier") ?? "";
  const password = textField(asked.fields, "password") ?? "";
  if (identifier === "" || password === "")
    return xrpcError(400, "InvalidRequest", 'Input must have the property "identifier"');
  // An app password that was revoked looks just like a wrong one.
  if (tokenState(password) !== "good" || tokenState(identifier) !== "good")
    return xrpcError(401, "AuthenticationRequired", "Invalid identifier or password");
  const limit = { name: "login", points: 30, windowSeconds: 300, cost: 1 };
  const actor = identifier.startsWith("did:")
    ? state.actor(identifier)
    : state.meet(accountNamed(identifier));
  if (!actor) return xrpcError(401, "AuthenticationRequired", "Invalid identifier or password");
  return counted(state, asked, actor.did, limit, () => json(200, session(state, actor, asked)));
}

function refresh(state: BlueskyState, asked: Asked): Answer {
  const token = refreshTokenOf(state, asked);
  return "status" in token
    ? token
    : json(200, session(state, state.meet(accountNamed(token.claims.name)), asked));
}

/** Whose refresh token was shown, which is of no use from now on; or why it is refused. */
function refreshTokenOf(state: BlueskyState, asked: Asked): { claims: Claims } | Answer {
  const token = bearerOf(asked.headers);
  if (token === null) return xrpcError(401, "AuthMissing", "Authentication Required");
  const verified = verify(token, "com.atproto.refresh", asked.now);
  if (verified.kind === "expired") return xrpcError(400, "ExpiredToken", "Token has expired");
  if (verified.kind === "invalid") return xrpcError(400, "InvalidToken", "Token could not be verified");
  if (!state.spend(token)) return xrpcError(400, "ExpiredToken", "Token has been revoked");
  return { claims: verified.claims };
}

function session(state: BlueskyState, actor: Actor, asked: Asked) {
  const owner = { did: actor.did, name: actor.handle };
  const serial = state.world.nextSequence();
  return {
    accessJwt: issue("access", owner, asked.now, serial),
    refreshJwt: issue("refresh", owner, asked.now, serial),
    ...describe(actor, asked),
  };
}

function describe(actor: Actor, asked: Asked) {
  return {
    handle: actor.handle,
    did: actor.did,
    didDoc: {
      "@context": ["https://www.w3.org/ns/did/v1"],
      id: actor.did,
      alsoKnownAs: [`at://${actor.handle}`],
      verificationMethod: [],
      service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: asked.baseUrl }],
    },
    email: "sandbox@example.org",
    emailConfirmed: true,
    emailAuthFactor: false,
    active: true,
  };
}
