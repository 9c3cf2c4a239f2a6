import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Forbidden, invalid } from "../../errors.ts";
import { type Message, message } from "../../messages.ts";
import {
  type BeginOutcome,
  beginConnect,
  type FinishOutcome,
  finishConnect,
  type OauthNetwork,
} from "../../profiles/oauth-connect.ts";
import { type Try, takeTry } from "../../profiles/oauth-store.ts";
import { requireProfile } from "../../profiles/store.ts";
import { record } from "../../workspaces/audit.ts";
import type { Caller } from "../../workspaces/caller.ts";
import { may, whole } from "../../workspaces/permissions.ts";
import { actionOf } from "../audit.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds, KnownNetwork } from "../needs.ts";
import { Id } from "../schemas.ts";
import { baseUrlFor, networkNamed } from "../settings.ts";

const Network = z.object({ network: z.string().max(40) });
const Start = z.strictObject({
  settings: z.strictObject({ baseUrl: z.url().optional() }).optional(),
  /** The profile that is to be connected again; its account must come back. */
  profile: Id.optional(),
});

/** How a visit of the consent page ended, as the web app is told by its address. */
type Ending = FinishOutcome["kind"] | "expired" | "signed-out" | "not-allowed";

/** Signing in on a network's own pages: RFC 6749, section 4.1, with PKCE (RFC 7636). */
export const oauthRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/oauth/:network/start",
      {
        // Nothing has changed yet; the address that is answered opens one sign-in.
        config: { action: "configure", audit: false, answersOnce: true },
        schema: {
          tags: ["profiles"],
          summary: "Begin to connect a profile on the network's own pages; for people, not for keys",
          params: Network,
          body: Start,
          response: { 200: z.object({ url: z.string() }) },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const network = oauthNetwork(ctx, request.params.network);
        if (!request.session) throw new Forbidden(peopleOnly);
        const { settings, profile: profileId } = request.body;
        const known = profileId ? await requireProfile(ctx, workspaceId, profileId) : null;
        if (known && known.network !== network.id) throw invalid("/profile", otherNetwork(known.network));
        const redirectUri = callbackOf(ctx, network.id);
        if (!network.oauth.register && !network.oauthClient)
          throw invalid("/network", clientMissing(network, redirectUri));
        const begun = await beginConnect(
          ctx,
          network,
          network.oauthClient,
          {
            workspaceId,
            sessionId: request.session.id,
            baseUrl: known?.baseUrl ?? baseUrlFor(network, settings?.baseUrl),
            profileId: known?.id ?? null,
            redirectUri,
          },
          AbortSignal.timeout(30_000),
        );
        if (begun.kind !== "begun") throw invalid("/settings/baseUrl", notBegun(network.name, begun));
        return { url: begun.url };
      },
    );

    app.get(
      "/oauth/:network/callback",
      {
        // A browser comes here from another site: whoever it is, it is led to a page that says how it went.
        config: { action: "anyone" },
        schema: {
          tags: ["profiles"],
          summary: "Where the network's pages lead back to; leads on to the web app",
          params: Network,
          response: { 303: z.null() },
        },
      },
      async (request, reply) => {
        const { ending, profileId } = await comeBack(ctx, request, request.params.network);
        const query = new URLSearchParams({ signIn: ending, ...(profileId ? { profile: profileId } : {}) });
        return reply.code(303).header("location", `${ctx.publicUrl}/profiles?${query}`).send(null);
      },
    );
  };

async function comeBack(
  ctx: ApiNeeds,
  request: FastifyRequest,
  networkId: string,
): Promise<{ ending: Ending; profileId?: string | null }> {
  const query = new URL(request.url, ctx.publicUrl).searchParams;
  const state = query.get("state");
  const begun = state ? await takeTry(ctx, state) : null;
  if (!state || !begun || begun.network !== networkId) return { ending: "expired" };
  // Only the browser that went there may come back: otherwise somebody could be made to connect another's account.
  if (request.session?.id !== begun.sessionId) return { ending: "signed-out" };
  const caller = await callerIn(ctx, request.session, begun.workspaceId);
  if (!caller) return { ending: "not-allowed" };
  const outcome = await finishConnect(
    ctx,
    oauthNetwork(ctx, networkId),
    begun,
    { state, query, redirectUri: callbackOf(ctx, networkId) },
    AbortSignal.timeout(30_000),
  );
  if (outcome.kind !== "connected") {
    if ("detail" in outcome)
      ctx.log.warn({ network: networkId, baseUrl: begun.baseUrl, detail: outcome.detail }, "sign-in failed");
    return { ending: outcome.kind, profileId: begun.profileId };
  }
  await record(ctx.db, ctx.clock(), caller, {
    action: actionOf(request),
    target: outcome.profile.id,
    address: request.ip,
  });
  return { ending: "connected", profileId: outcome.profile.id };
}

/** The person in the workspace where it began, if they may still connect profiles there. */
async function callerIn(
  ctx: ApiNeeds,
  { userId, name }: { userId: string; name: string },
  workspaceId: Try["workspaceId"],
): Promise<Caller | null> {
  const membership = await ctx.db.membership.findUnique({
    where: { userId_workspaceId: { userId, workspaceId } },
  });
  if (!membership) return null;
  const grant = whole(membership.role);
  return may(grant, "configure") ? { kind: "user", id: userId, name, workspaceId, ...grant } : null;
}

function oauthNetwork(ctx: ApiNeeds, id: string): KnownNetwork & OauthNetwork {
  const network = networkNamed(ctx, id, "/network");
  const { oauth, verifier } = network;
  if (oauth && verifier) return { ...network, oauth, verifier };
  throw invalid(
    "/network",
    message(
      "no_sign_in_there",
      `${network.name} has no sign-in for programs such as Vigie: connect it with POST /profiles`,
      `${network.name} ne propose pas d’autorisation pour Vigie\u202f: connectez-le par POST /profiles`,
    ),
  );
}

/** Our own address and nothing else: where codes are sent must not be for a caller to say. */
function callbackOf({ publicUrl }: Pick<ApiNeeds, "publicUrl">, network: string): string {
  return `${publicUrl}/api/v1/oauth/${network}/callback`;
}

const peopleOnly = message(
  "people_only",
  "signing in to a network is for people, in a browser; with a key, connect the profile by POST /profiles",
  "l’autorisation sur le réseau est réservée aux personnes, dans un navigateur\u202f; avec une clé, connectez le profil par POST /profiles",
);

function otherNetwork(network: string): Message {
  return message(
    "profile_of_other_network",
    `this profile is on "${network}": begin there`,
    `ce profil est sur «\u202f${network}\u202f»\u202f: commencez par ce réseau`,
  );
}

function clientMissing({ id, name }: KnownNetwork, redirectUri: string): Message {
  const setting = `VIGIE_${id.toUpperCase()}_CLIENT_ID`;
  return message(
    "client_not_set",
    `signing in to ${name} is not set up on this installation: whoever runs it sets ${setting} (see config/example.env), and registers ${redirectUri} as callback there`,
    `l’autorisation sur ${name} n’est pas configurée sur cette installation\u202f: la personne qui l’administre renseigne ${setting} (voir config/example.env) et y déclare ${redirectUri} comme adresse de retour`,
  );
}

function notBegun(name: string, outcome: Exclude<BeginOutcome, { kind: "begun" }>): Message {
  return outcome.kind === "refused"
    ? message(
        "no_such_server",
        `no ${name} server is ready to let Vigie in there: ${outcome.detail}`,
        `aucun serveur ${name} n’y accepte Vigie\u202f: ${outcome.detail}`,
      )
    : message(
        "network_unreachable",
        `${name} could not be asked: ${outcome.detail}`,
        `${name} n’a pas pu être interrogé\u202f: ${outcome.detail}`,
      );
}
