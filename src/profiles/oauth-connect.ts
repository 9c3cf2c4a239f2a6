import type { Profile } from "../generated/prisma/client.ts";
import type { Platform } from "../platform/platform.ts";
import type { Verifier } from "./network.ts";
import { endingsOf, type Oauth, type OauthClient, type RegisterOutcome } from "./oauth.ts";
import { consentPage, redeem } from "./oauth-grant.ts";
import { forgetApp, keepApp, keepTry, knownApp, type Try, type TrySecrets } from "./oauth-store.ts";
import { storeProfile } from "./store.ts";
import { unstoredVault } from "./vault.ts";

type Needs = Pick<Platform, "db" | "secrets" | "clock" | "http" | "log">;

/** A network that people can sign in to. */
export interface OauthNetwork {
  id: string;
  oauth: Oauth;
  verifier: Verifier;
}

export type BeginOutcome = { kind: "begun"; url: string } | Exclude<RegisterOutcome, { kind: "registered" }>;

/** Prepares a visit of the network's consent page. @param client the operator's; null: registered with the server */
export async function beginConnect(
  ctx: Needs,
  network: OauthNetwork,
  client: OauthClient | null,
  { redirectUri, ...of }: Omit<Try, "network"> & { redirectUri: string },
  signal: AbortSignal,
): Promise<BeginOutcome> {
  const { oauth } = network;
  const { baseUrl } = of;
  const registered = client
    ? { kind: "registered" as const, client }
    : await clientAt(ctx, network, { baseUrl, redirectUri }, signal);
  if (registered.kind !== "registered") return registered;
  const door = { oauth, baseUrl, client: registered.client, redirectUri };
  const { url, state, verifier } = await consentPage(door);
  await keepTry(ctx, state, { ...of, network: network.id }, { verifier, client: registered.client });
  return { kind: "begun", url };
}

async function clientAt(
  ctx: Needs,
  { id, oauth }: OauthNetwork,
  at: { baseUrl: string; redirectUri: string },
  signal: AbortSignal,
): Promise<RegisterOutcome> {
  const place = { network: id, ...at };
  const known = await knownApp(ctx, place);
  if (known) return { kind: "registered", client: known };
  if (!oauth.register) throw new Error(`${id} registers no clients, and none is set`);
  const outcome = await oauth.register({ http: ctx.http, ...at }, signal);
  if (outcome.kind === "registered") await keepApp(ctx, place, outcome.client);
  return outcome;
}

export type FinishOutcome =
  | { kind: "connected"; profile: Profile }
  | { kind: "denied" }
  /** Connected again, but signed in as somebody else; nothing was changed. */
  | { kind: "other-account" }
  | { kind: "refused"; detail: string }
  | { kind: "unreachable"; detail: string };

/** Exchanges the code, asks who it is, and stores the profile; one that comes back keeps all that is scheduled on it. */
export async function finishConnect(
  ctx: Needs,
  network: OauthNetwork,
  begun: Try & TrySecrets,
  back: { state: string; query: URLSearchParams; redirectUri: string },
  signal: AbortSignal,
): Promise<FinishOutcome> {
  const { oauth, verifier } = network;
  const { baseUrl, client, workspaceId, profileId } = begun;
  const door = { http: ctx.http, oauth, baseUrl, client, redirectUri: back.redirectUri };
  const grant = await redeem(door, back.query, { state: back.state, verifier: begun.verifier });
  if (grant.kind !== "granted") {
    if (grant.kind === "refused" && oauth.register)
      await forgetApp(ctx, { network: network.id, baseUrl, redirectUri: back.redirectUri });
    return grant;
  }
  const { vault, current } = unstoredVault(oauth.credentialsFrom(grant.token, client));
  const verified = await verifier.verify({ http: ctx.http, baseUrl, vault }, signal);
  if (verified.kind !== "verified") return verified;
  if (profileId !== null) {
    const wanted = await ctx.db.profile.findFirst({ where: { id: profileId, workspaceId } });
    if (wanted?.remoteId !== verified.identity.remoteId) return { kind: "other-account" };
  }
  const profile = await storeProfile(ctx, workspaceId, {
    network: network.id,
    name: null,
    baseUrl,
    credentials: current(),
    identity: verified.identity,
    scopes: grant.token.scopes,
    ...endingsOf(grant.token, oauth.renew !== undefined, ctx.clock()),
  });
  return { kind: "connected", profile };
}
