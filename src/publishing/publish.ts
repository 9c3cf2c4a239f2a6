import type { z } from "zod";
import { codeFrom, linkText, shortLink } from "../campaigns/links.ts";
import { keepLinks, type TrackedLink } from "../campaigns/store.ts";
import { plusSeconds } from "../platform/clock.ts";
import { type Limit, limitTo } from "../platform/limit.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import type { NetworkLimits } from "../profiles/network.ts";
import { vaultOf } from "../profiles/vault.ts";
import { breakerOpenUntil } from "./breaker.ts";
import { contentFor, mapTexts } from "./content.ts";
import { decide, decideReadBack } from "./decision.ts";
import type { LeaseKeeper } from "./lease.ts";
import type { Content, PublicationRequest, Publisher, PublishStep } from "./publisher.ts";
import { erased } from "./replies.ts";
import { findStep, runSteps } from "./steps.ts";
import * as claims from "./store-claims.ts";
import { noteServerFailure } from "./store-rounds.ts";
import { settle, settleReadBack } from "./store-settlements.ts";

/** A network one can publish on, as the registry of connectors hands it to this room. */
export interface PublishingNetwork {
  id: string;
  name: string;
  publisher: Publisher;
  credentials: z.ZodType<unknown>;
}
export type Publishers = ReadonlyMap<string, PublishingNetwork>;

export type PublishNeeds = Platform & {
  publishers: Publishers;
  leases: LeaseKeeper;
  lateGraceSeconds: number;
  publicUrl: string;
};

/**
 * One attempt at one publication. Called twice, the second call finds nothing to claim.
 * @param signal aborts the calls to the network when the program must end: what was sent is then unconfirmed
 */
export async function publish(ctx: PublishNeeds, id: string, signal: AbortSignal): Promise<void> {
  const claimed = await claims.claim(ctx.db, id, {
    now: ctx.clock(),
    owner: ctx.instance,
    lateGraceSeconds: ctx.lateGraceSeconds,
  });
  if (!claimed) return;
  const release = ctx.leases.hold(claimed.id);
  try {
    const { publisher, request, links } = prepare(ctx, claimed);
    await keepLinks(ctx.db, links, ctx.clock());
    const { result, last } =
      request.content.replyTo === "erased"
        ? { result: erased, last: null }
        : await runSteps(
            publisher.steps(request).map(takingTurns),
            claimed.steps,
            (name, value) => claims.keepStep(ctx.db, claimed.id, name, value),
            (done) => publisher.published(request, done),
            signal,
          );
    const now = ctx.clock();
    const decision = decide(result, {
      tries: claimed.tries,
      now,
      chance: ctx.chance(),
      readBackAfterSeconds: publisher.readBackAfterSeconds,
    });
    const moved = await settle(ctx.db, claimed, decision, last, now);
    const fields = { publicationId: id, network: claimed.network, outcome: result.kind, move: decision.move };
    if (moved) ctx.log.info(fields, "publication attempted");
    else ctx.log.warn(fields, "publication was moved while the network answered");
    if (result.kind === "unconfirmed" || (result.kind === "retry" && !result.pauses))
      await noteServerFailure(
        ctx.db,
        { network: claimed.network, baseUrl: claimed.profile.baseUrl },
        now,
        (failures) => breakerOpenUntil(failures, now),
      );
  } catch (error) {
    // Something broke on our side, perhaps after the request left: never taken for "not sent".
    const fields = { publicationId: id, network: claimed.network };
    if ((await ctx.db.publication.count({ where: { id } })) === 0)
      return ctx.log.info(fields, "publication removed with its workspace while it was sent");
    ctx.log.error({ err: error, ...fields }, "publication attempt broke");
    const now = ctx.clock();
    const detail = "Vigie failed while publishing; see its log";
    await settle(ctx.db, claimed, { move: "lose", dueAt: plusSeconds(now, 15), detail }, null, now);
  } finally {
    release();
  }
}

/**
 * Hundreds of posts may be on their way at once; what they carry may not be in memory at once. Images travel in steps
 * that nobody sees.
 */
const uploads: Limit = limitTo(12);
function takingTurns(step: PublishStep): PublishStep {
  return step.visible ? step : { ...step, run: (done, signal) => uploads(() => step.run(done, signal)) };
}

/** Asks the network whether an unconfirmed publication is there, and moves it on if that can be said. */
export async function readBack(ctx: PublishNeeds, id: string, signal: AbortSignal): Promise<void> {
  const claimed = await claims.claimReadBack(ctx.db, id, ctx.clock(), ctx.instance);
  if (!claimed) return;
  const { publisher, request } = prepare(ctx, claimed);
  const { found, step } = await findStep(
    publisher.steps(request),
    claimed.steps,
    (done) => publisher.published(request, done),
    claimed.unansweredSince ?? claimed.firstAttemptAt,
    signal,
  );
  const now = ctx.clock();
  const decision = decideReadBack(found, {
    asked: claimed.readBacks,
    tries: claimed.tries,
    now,
    chance: ctx.chance(),
  });
  await settleReadBack(ctx.db, claimed, decision, step, now);
  ctx.log.info(
    { publicationId: id, network: claimed.network, found: found.kind, move: decision.move },
    "unconfirmed publication looked for",
  );
}

function prepare(
  ctx: PublishNeeds,
  claimed: claims.Claim,
): { publisher: Publisher; request: PublicationRequest<unknown>; links: TrackedLink[] } {
  const network = ctx.publishers.get(claimed.network);
  if (!network) throw new Error(`no connector publishes on "${claimed.network}"`);
  const { publisher } = network;
  const variant = claimed.variant && {
    ...claimed.variant,
    media: claimed.variant.hasMedia ? claimed.media.filter((item) => item.profileId !== null) : null,
  };
  const post = { ...claimed.post, media: claimed.media.filter((item) => item.profileId === null) };
  const { profile } = claimed;
  const written = contentFor(post, variant, claimed.network, new Set(ctx.publishers.keys()));
  const { content, links } = linked(ctx, claimed, written);
  return {
    publisher,
    links,
    request: {
      publicationId: claimed.id,
      firstAttemptAt: claimed.firstAttemptAt,
      content,
      account: { remoteId: profile.remoteId, handle: profile.handle },
      limits: (profile.limits as NetworkLimits | null) ?? publisher.limits,
      access: {
        http: ctx.http,
        baseUrl: profile.baseUrl,
        vault: vaultOf(
          ctx,
          { table: "profile", id: claimed.profileId },
          profile.credentials,
          network.credentials,
        ),
      },
      readMedia: (mediaId) => claims.readMedia(ctx.db, mediaId),
    },
  };
}

/** The content with its links as the campaign wants them. A link of a publication has one code, in every attempt. */
function linked(
  { publicUrl }: PublishNeeds,
  { id, workspaceId, network, post, links: rules }: claims.Claim,
  written: Content,
): { content: Content; links: TrackedLink[] } {
  const links = new Map<string, TrackedLink>();
  const content = mapTexts(written, (text) =>
    linkText(text, rules, network, (address, target) => {
      const code = codeFrom(sha256(`${id} ${address}`));
      links.set(code, { code, workspaceId, publicationId: id, campaignId: post.campaignId, target });
      return shortLink(publicUrl, code);
    }),
  );
  return { content, links: [...links.values()] };
}
