import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Job } from "../jobs.ts";
import type { Platform } from "../platform/platform.ts";
import type { Access } from "../profiles/network.ts";
import { vaultOf } from "../profiles/vault.ts";
import { reserve } from "./budget.ts";
import { type Ingested, type IngestNeeds, ingest } from "./ingest.ts";
import { nextAfterFailure, nextPoll } from "./interval.ts";
import { type MonitorCache, termsFor } from "./monitors.ts";
import { partsOf } from "./page-parts.ts";
import { pauseAfter } from "./quota.ts";
import { metered, type QuotaMeter, quotaKeyOf } from "./quota-meter.ts";
import {
  type Cursor,
  isRefreshed,
  type PolledSource,
  type PollOutcome,
  type Rejected,
  type Source,
  type SourceMode,
} from "./source.ts";
import * as store from "./store-sources.ts";

/** A network one can listen to, as the registry of connectors hands it to this room. */
export interface ListeningNetwork {
  id: string;
  name: string;
  sources: Partial<Record<SourceMode, Source>>;
}
export type ListeningNetworks = ReadonlyMap<string, ListeningNetwork>;

export type ListenNeeds = Platform &
  Pick<IngestNeeds, "transformer"> & {
    networks: ListeningNetworks;
    monitors: MonitorCache;
    /** Told of what the mentions just stored ask for: the sooner it is done, the sooner an alert is told. */
    ring: (jobs: readonly Job[]) => Promise<void>;
  };

/** For one page: with each the lease begins anew. Where a worker is killed, its sources are silent for as long. */
const pollLeaseSeconds = 150;
const pagesAtOnce = 20;

/** Asks one source for what is new, page by page, and stores it. Called twice, the second call finds nothing to take. */
export async function poll(ctx: ListenNeeds, id: string, signal: AbortSignal): Promise<void> {
  const claimed = await store.claimSource(ctx.db, id, {
    now: ctx.clock(),
    // Of this claim alone: a poll that outlives its lease is no longer the holder, even where its successor is the
    // same process.
    owner: `${ctx.instance}:${randomUUID()}`,
    leaseSeconds: pollLeaseSeconds,
    stream: false,
  });
  if (!claimed) return;
  const source = ctx.networks.get(claimed.network)?.sources[claimed.mode as SourceMode];
  if (source?.kind !== "polled") throw new Error(`no connector polls ${claimed.network} ${claimed.mode}`);
  try {
    const { access, meter } = metered(accessOf(ctx, claimed), ctx.clock);
    const after = await pollPages(ctx, source, claimed, access, signal);
    await release(ctx, claimed, access, meter, after);
  } catch (error) {
    const fields = { sourceId: id, network: claimed.network };
    if (!(await store.isThere(ctx.db, id))) return ctx.log.info(fields, "source removed while it was read");
    ctx.log.error({ err: error, ...fields }, "source failed inside Vigie");
    const after = failing(ctx, claimed, { detail: "Vigie failed while reading it; see its log" });
    await store.releaseSource(ctx.db, id, claimed.owner, after);
  }
}

/** How a source goes on. */
type After = Prisma.SourceUpdateManyMutationInput & { dueAt: Date | null; lastError?: string | null };

/** Hands the source back; where the network's limit is used up, all that share it wait as long. */
export async function release(
  ctx: ListenNeeds,
  claimed: store.SourceClaim,
  access: Access<unknown>,
  meter: QuotaMeter,
  after: After,
): Promise<void> {
  const quotaKey = await quotaKeyOf(claimed, access);
  const quota = meter.quota();
  const until = pauseAfter(quota, ctx.clock()) ?? (meter.wasLimited() ? after.dueAt : null);
  const dueAt = after.dueAt && until && until > after.dueAt ? until : after.dueAt;
  await store.releaseSource(ctx.db, claimed.id, claimed.owner, {
    ...after,
    dueAt,
    quotaKey,
    callCount: meter.calls(),
    ...(quota ? { quota } : {}),
  });
  if (until) await store.pauseSharers(ctx.db, claimed.id, quotaKey, until);
}

async function pollPages(
  ctx: ListenNeeds,
  source: PolledSource,
  claimed: store.SourceClaim,
  access: Access<unknown>,
  signal: AbortSignal,
): Promise<After> {
  const settings = source.settings.safeParse(claimed.settings);
  if (!settings.success) return refused(ctx, "settings", z.prettifyError(settings.error));
  // The words asked for stay for the whole walk: a cursor holds for one search only.
  const terms = termsFor(await ctx.monitors.get(claimed.workspaceId), claimed.id);
  let cursor: Cursor | null = claimed.cursor;
  let found = 0;
  for (let page = 1; ; page += 1) {
    const { price } = source;
    const paid = price
      ? await reserve(ctx, claimed.id, { price, settings: settings.data, wanted: price.mostItems })
      : null;
    if (paid?.kind === "used-up") return { ...failing(ctx, claimed, paid), dueAt: paid.until };
    const outcome: PollOutcome = await source.poll(
      {
        access,
        settings: settings.data,
        terms,
        cursor,
        now: ctx.clock(),
        ...(paid ? { itemsAtMost: paid.items } : {}),
      },
      signal,
    );
    await paid?.settle(
      outcome.kind === "page" ? outcome.mentions.length + (outcome.rejected?.length ?? 0) : 0,
    );
    if (outcome.kind === "refused") return refused(ctx, outcome.because, outcome.detail);
    if (outcome.kind === "retry") return failing(ctx, claimed, outcome);
    if (outcome.kind === "unchanged") return healthy(ctx, claimed, found, outcome.notBeforeSeconds);
    cursor = outcome.cursor;
    // Anew for each page: what a person changes while a long past is read counts from then on.
    const listening = await ctx.monitors.get(claimed.workspaceId);
    const { stored } = await storePage(ctx, claimed, listening, outcome, isRefreshed(source, settings.data));
    found += stored;
    if (!outcome.more || page >= pagesAtOnce || signal.aborted) {
      const after = healthy(ctx, claimed, found, outcome.notBeforeSeconds);
      const moved = outcome.movedTo ? { movedTo: outcome.movedTo } : {};
      return outcome.more ? { ...after, ...moved, dueAt: ctx.clock() } : { ...after, ...moved };
    }
  }
}

async function storePage(
  ctx: ListenNeeds,
  claimed: store.SourceClaim,
  listening: Awaited<ReturnType<MonitorCache["get"]>>,
  page: Extract<PollOutcome, { kind: "page" }>,
  refreshes: boolean,
): Promise<{ stored: number }> {
  const parts = partsOf(page.mentions);
  let stored = 0;
  for (const [index, part] of parts.entries()) {
    const items = part.map((raw) => ({ network: claimed.network, raw }));
    const batch = { workspaceId: claimed.workspaceId, sourceId: claimed.id, items, refreshes };
    const isLast = index === parts.length - 1;
    const ingested = await ingest(ctx, listening, batch, (tx) =>
      // The place moves with the last part: whoever follows a crash in between reads the page again.
      store.moveCursor(tx, claimed.id, claimed.owner, isLast ? page.cursor : null, {
        found: part.length,
        now: ctx.clock(),
        leaseSeconds: pollLeaseSeconds,
      }),
    );
    stored += ingested.stored;
    await ringLooks(ctx, ingested);
    await setAside(ctx, claimed, isLast ? page.rejected : [], ingested);
  }
  return { stored };
}

/** Shows with the source what of a page or batch could not be read, there or inside Vigie. */
export async function setAside(
  ctx: Pick<Platform, "db" | "clock" | "log">,
  claimed: Pick<store.SourceClaim, "id" | "network">,
  unread: readonly Rejected[] | undefined,
  ingested: Pick<Ingested, "rejected">,
): Promise<void> {
  for (const { fault, remoteId } of ingested.rejected)
    if (fault !== undefined)
      ctx.log.error(
        { err: fault, sourceId: claimed.id, network: claimed.network, remoteId },
        "a text was set aside: Vigie failed to read it",
      );
  await store.setAside(ctx.db, claimed.id, [...(unread ?? []), ...ingested.rejected], ctx.clock());
}

/** Rings at once. Where that fails, the scheduler finds in its next round what the database says is due. */
export async function ringLooks(ctx: Pick<ListenNeeds, "ring" | "log">, { looks }: Ingested): Promise<void> {
  if (looks.length === 0) return;
  await ctx
    .ring(looks.map(({ id, dueAt }) => ({ name: "look", id, dueAt })))
    .catch((error: unknown) =>
      ctx.log.warn({ err: error }, "rules are looked at later: the queue did not take them"),
    );
}

/** How a source reaches its network: with its own credentials, those of its profile, or none. */
export function accessOf(
  ctx: ListenNeeds,
  claimed: Pick<store.SourceClaim, "id" | "baseUrl" | "credentials" | "profile">,
): Access<unknown> {
  const { profile } = claimed;
  const vault = profile
    ? vaultOf(ctx, { table: "profile", id: profile.id }, profile.credentials, z.unknown())
    : claimed.credentials
      ? vaultOf(ctx, { table: "source", id: claimed.id }, claimed.credentials, z.unknown())
      : { read: async () => null, renew: async () => null };
  return { http: ctx.http, baseUrl: claimed.baseUrl, vault };
}

function healthy(
  ctx: ListenNeeds,
  claimed: store.SourceClaim,
  found: number,
  notBeforeSeconds: number | undefined,
): After {
  const now = ctx.clock();
  const emptyCount = found > 0 ? 0 : claimed.emptyCount + 1;
  return {
    state: "active",
    failureCount: 0,
    emptyCount,
    lastPolledAt: now,
    lastError: null,
    dueAt: nextPoll(now, { intervalSeconds: claimed.intervalSeconds, emptyCount, notBeforeSeconds }),
  };
}

export function failing(
  ctx: Pick<Platform, "clock" | "chance">,
  claimed: store.SourceClaim,
  failure: { detail: string; afterSeconds?: number },
): After {
  const now = ctx.clock();
  const failureCount = claimed.failureCount + 1;
  return {
    state: "failing",
    failureCount,
    lastError: failure.detail,
    lastErrorAt: now,
    dueAt: nextAfterFailure(now, {
      intervalSeconds: claimed.intervalSeconds,
      failureCount,
      afterSeconds: failure.afterSeconds,
      chance: ctx.chance(),
    }),
  };
}

/** It will not work until a person changes something: it is not asked again by itself. */
export function refused(
  ctx: Pick<Platform, "clock">,
  because: "credentials" | "settings" | "gone",
  detail: string,
): After {
  return { state: "refused", lastError: `${because}: ${detail}`, lastErrorAt: ctx.clock(), dueAt: null };
}
