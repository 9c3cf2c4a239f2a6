import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, invalid } from "../../errors.ts";
import type { Profile } from "../../generated/prisma/client.ts";
import { type Message, message } from "../../messages.ts";
import { giveBack, takeAway } from "../../profiles/disconnect.ts";
import type { VerifyOutcome } from "../../profiles/network.ts";
import { noteVerified, requireProfile, storeProfile } from "../../profiles/store.ts";
import { unstoredVault, vaultOf } from "../../profiles/vault.ts";
import { applyRequirement } from "../../publishing/approve.ts";
import { requireBrand } from "../../publishing/holds.ts";
import { isTimeZone, unknownZone } from "../../publishing/local-time.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds, KnownNetwork } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Id, IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";
import { baseUrlFor, networkNamed } from "../settings.ts";

const ProfileView = z.object({
  id: z.string(),
  network: z.string(),
  name: z.string(),
  handle: z.string(),
  remoteId: z.string(),
  baseUrl: z.string(),
  state: z.enum(["connected", "reconnect"]),
  stateDetail: z.string().nullable(),
  pausedUntil: Instant.nullable(),
  verifiedAt: Instant,
  createdAt: Instant,
  /** The zone its readers live in; null: the workspace's. */
  timeZone: z.string().nullable(),
  /** How many people must approve what goes out here; null: as many as the workspace asks for. */
  approvalsRequired: z.number().nullable(),
  /** The brand it speaks for: a monitor of the kind "brand". */
  brand: z.string().nullable(),
  /** When its access ends unless it is renewed; null: not known, or never. */
  accessEndsAt: Instant.nullable(),
  /** The permissions its access was given; empty: not known. */
  scopes: z.array(z.string()),
});
const ProfileChange = z
  .strictObject({
    name: z.string().min(1).max(200),
    timeZone: z.string().max(60).nullable(),
    approvalsRequired: z.int().min(0).max(10).nullable(),
    brand: Id.nullable(),
  })
  .partial();

const NewProfile = z.strictObject({
  network: z.string(),
  name: z.string().min(1).max(200).optional(),
  credentials: z.record(z.string(), z.unknown()),
  settings: z.strictObject({ baseUrl: z.url().optional() }).optional(),
});

/** Connected presences. */
export const profileRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/profiles",
      {
        config: { action: "configure" },
        schema: {
          tags: ["profiles"],
          summary: "Connect a profile",
          body: NewProfile,
          response: { 201: ProfileView },
        },
      },
      async (request, reply) => {
        const { network: id, name, credentials, settings } = request.body;
        const { network, verifier } = verifiable(ctx, id);
        const parsed = verifier.credentials.safeParse(credentials);
        if (!parsed.success) {
          const issue = parsed.error.issues[0];
          const at = issue ? issue.path.join("/") : "";
          throw invalid(
            `/credentials${at ? `/${at}` : ""}`,
            message(
              "wrong_credentials_shape",
              `${network.name} wants other credentials: ${issue?.message ?? "see /networks"}`,
              `${network.name} demande d’autres identifiants\u202f: ${issue?.message ?? "voir /networks"}`,
            ),
          );
        }
        const baseUrl = baseUrlFor(network, settings?.baseUrl);
        const { vault, current } = unstoredVault(parsed.data);
        const outcome = await verifier.verify(
          { http: ctx.http, baseUrl, vault },
          AbortSignal.timeout(30_000),
        );
        if (outcome.kind !== "verified") throw invalid("/credentials", refusal(network.name, outcome));
        const profile = await storeProfile(ctx, callerOf(request).workspaceId, {
          network: id,
          name: name ?? null,
          baseUrl,
          credentials: current(),
          identity: outcome.identity,
          scopes: [],
          tokenEndsAt: null,
          accessEndsAt: null,
        });
        return reply.code(201).send(view(profile));
      },
    );

    app.get(
      "/profiles",
      {
        config: { action: "read" },
        schema: {
          tags: ["profiles"],
          summary: "List profiles",
          querystring: PageQuery,
          response: { 200: pageOf(ProfileView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.profile.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            deletedAt: null,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.get(
      "/profiles/:id",
      {
        config: { action: "read" },
        schema: {
          tags: ["profiles"],
          summary: "One profile",
          params: IdParams,
          response: { 200: ProfileView },
        },
      },
      async (request) => view(await requireProfile(ctx, callerOf(request).workspaceId, request.params.id)),
    );

    app.patch(
      "/profiles/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["profiles"],
          summary: "Change what Vigie knows of a profile; its account stays as it is",
          params: IdParams,
          body: ProfileChange,
          response: { 200: ProfileView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const { id } = await requireProfile(ctx, workspaceId, request.params.id);
        const { brand, timeZone, name, approvalsRequired } = request.body;
        if (timeZone && !isTimeZone(timeZone)) throw invalid("/timeZone", unknownZone(timeZone));
        if (brand) await requireBrand(ctx, workspaceId, brand, "/brand");
        const changed = await ctx.db.$transaction(async (tx) => {
          const profile = await tx.profile.update({
            where: { id },
            data: {
              ...(name === undefined ? {} : { name }),
              ...(timeZone === undefined ? {} : { timeZone }),
              ...(approvalsRequired === undefined ? {} : { approvalsRequired }),
              ...(brand === undefined ? {} : { brandId: brand }),
            },
          });
          await applyRequirement(tx, workspaceId, actorOf(request), ctx.clock());
          return profile;
        });
        return view(changed);
      },
    );

    app.post(
      "/profiles/:id/verify",
      {
        config: { action: "configure" },
        schema: {
          tags: ["profiles"],
          summary: "Ask the network whether it still accepts the profile",
          params: IdParams,
          response: { 200: ProfileView },
        },
      },
      async (request) => {
        const profile = await requireProfile(ctx, callerOf(request).workspaceId, request.params.id);
        const { network, verifier } = verifiable(ctx, profile.network);
        const vault = vaultOf(
          ctx,
          { table: "profile", id: profile.id },
          profile.credentials,
          verifier.credentials,
        );
        const outcome = await verifier.verify(
          { http: ctx.http, baseUrl: profile.baseUrl, vault },
          AbortSignal.timeout(30_000),
        );
        if (outcome.kind === "unreachable")
          throw new Conflict("network_unreachable", refusal(network.name, outcome));
        return view(
          await noteVerified(
            ctx,
            profile.id,
            outcome.kind === "verified" ? outcome : { refused: outcome.detail },
          ),
        );
      },
    );

    app.delete(
      "/profiles/:id",
      {
        config: { action: "configure" },
        schema: {
          tags: ["profiles"],
          summary: "Disconnect a profile",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const profile = await requireProfile(ctx, callerOf(request).workspaceId, request.params.id);
        const gone = await ctx.db.$transaction(async (tx) => {
          await tx.publication.updateMany({
            where: { profileId: profile.id, state: { in: ["draft", "scheduled", "missed", "held"] } },
            data: { state: "cancelled", dueAt: null, version: { increment: 1 }, updatedAt: ctx.clock() },
          });
          return takeAway(tx, profile, ctx.clock());
        });
        await giveBack(ctx, ctx.networks.get(profile.network)?.verifier ?? null, gone);
        return reply.code(204).send(null);
      },
    );
  };

function verifiable(ctx: ApiNeeds, id: string) {
  const network = networkNamed(ctx, id, "/network");
  if (!network.verifier)
    throw invalid(
      "/network",
      message("no_profiles_there", `${network.name} has no profiles`, `${network.name} n’a pas de profils`),
    );
  return { network: network as KnownNetwork, verifier: network.verifier };
}

function refusal(name: string, outcome: Exclude<VerifyOutcome, { kind: "verified" }>): Message {
  return outcome.kind === "refused"
    ? message(
        "credentials_refused",
        `${name} says: ${outcome.detail}`,
        `${name} répond\u202f: ${outcome.detail}`,
      )
    : message(
        "network_unreachable",
        `${name} could not be asked: ${outcome.detail}`,
        `${name} n’a pas pu être interrogé\u202f: ${outcome.detail}`,
      );
}

function view(profile: Profile): z.infer<typeof ProfileView> {
  return {
    id: profile.id,
    network: profile.network,
    name: profile.name,
    handle: profile.handle,
    remoteId: profile.remoteId,
    baseUrl: profile.baseUrl,
    state: profile.state,
    stateDetail: profile.stateDetail,
    pausedUntil: iso(profile.pausedUntil),
    verifiedAt: iso(profile.verifiedAt),
    createdAt: iso(profile.createdAt),
    timeZone: profile.timeZone,
    approvalsRequired: profile.approvalsRequired,
    brand: profile.brandId,
    accessEndsAt: iso(profile.accessEndsAt),
    scopes: profile.scopes,
  };
}
