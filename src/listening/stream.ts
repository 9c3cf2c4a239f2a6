import { z } from "zod";
import { plusSeconds } from "../platform/clock.ts";
import type { Access } from "../profiles/network.ts";
import { ingest } from "./ingest.ts";
import { normalise } from "./mention.ts";
import { type Listening, termsFor } from "./monitors.ts";
import { accessOf, failing, type ListenNeeds, refused, release, ringLooks, setAside } from "./poll.ts";
import { metered, type QuotaMeter } from "./quota-meter.ts";
import { languageOf, monitorsFor } from "./read.ts";
import {
  isRefreshed,
  type RawMention,
  type SourceMode,
  type StreamBatch,
  type StreamedSource,
} from "./source.ts";
import { removeMentions } from "./store-changes.ts";
import * as store from "./store-sources.ts";

/**
 * A stream whose holder gave no sign of life for this long is taken over by another worker, in its next round: within
 * 12 seconds, which leaves 3 of the 15 promised for connecting.
 */
const streamLeaseSeconds = 9;
export const streamRenewalSeconds = 3;

/** The streams this process holds. */
export interface StreamKeeper {
  /** Takes the streams nobody holds, and keeps the leases of its own. To be called every `streamRenewalSeconds`. */
  round(): Promise<void>;
  /** Lets go of all of them. */
  close(): Promise<void>;
}

/** Holds each stream once in the whole deployment: under a lease in the database, resumed from its cursor. */
export function keepStreams(ctx: ListenNeeds): StreamKeeper {
  const held = new Map<string, { end: AbortController; ended: Promise<void>; heard: Heard }>();

  const take = async (id: string): Promise<void> => {
    const claimed = await store.claimSource(ctx.db, id, {
      now: ctx.clock(),
      owner: ctx.instance,
      leaseSeconds: streamLeaseSeconds,
      stream: true,
    });
    if (!claimed) return;
    const end = new AbortController();
    const heard = heardIn(ctx, claimed.workspaceId);
    const ended = hold(ctx, claimed, heard, end.signal)
      // A database that is away: nobody waits for this, and the lease runs out by itself.
      .catch((error: unknown) =>
        ctx.log.error({ err: error, sourceId: id }, "stream could not be handed back"),
      )
      .finally(() => held.delete(id));
    held.set(id, { end, ended, heard });
  };

  return {
    async round() {
      const until = plusSeconds(ctx.clock(), streamLeaseSeconds);
      for (const [id, { end }] of held)
        if (!(await store.renewSourceLease(ctx.db, id, ctx.instance, until))) end.abort();
      // A quiet stream hands nothing over for hours, and is to hear at once what a new monitor asks for.
      for (const { heard } of held.values()) await heard.renew();
      for (const id of await store.looseStreams(ctx.db, ctx.clock())) if (!held.has(id)) await take(id);
    },
    async close() {
      for (const { end } of held.values()) end.abort();
      await Promise.all([...held.values()].map(({ ended }) => ended));
    },
  };
}

/** What a workspace listens for, as it was when last looked at. */
interface Heard {
  readonly now: Listening | null;
  renew(): Promise<Listening>;
}

function heardIn(ctx: Pick<ListenNeeds, "monitors">, workspaceId: string): Heard {
  let now: Listening | null = null;
  return {
    get now() {
      return now;
    },
    async renew() {
      now = await ctx.monitors.get(workspaceId);
      return now;
    },
  };
}

async function hold(
  ctx: ListenNeeds,
  claimed: store.SourceClaim,
  heard: Heard,
  signal: AbortSignal,
): Promise<void> {
  const fields = { sourceId: claimed.id, network: claimed.network };
  try {
    const source = ctx.networks.get(claimed.network)?.sources[claimed.mode as SourceMode];
    if (source?.kind !== "streamed") throw new Error(`no connector streams ${claimed.network}`);
    ctx.log.info(fields, "stream opened");
    const { access, meter } = metered(accessOf(ctx, claimed), ctx.clock);
    const after = await follow(ctx, source, { claimed, access, meter, heard }, signal);
    await release(ctx, claimed, access, meter, after);
    ctx.log.info(fields, "stream ended");
  } catch (error) {
    if (!(await store.isThere(ctx.db, claimed.id)))
      return ctx.log.info(fields, "source removed while it was read");
    ctx.log.error({ err: error, ...fields }, "stream broke");
    const after = failing(ctx, claimed, { detail: "Vigie failed while reading it; see its log" });
    await store.releaseSource(ctx.db, claimed.id, claimed.owner, after);
  }
}

/** A stream that is held, and how it reaches its network. */
interface Held {
  claimed: store.SourceClaim;
  access: Access<unknown>;
  meter: QuotaMeter;
  heard: Heard;
}

async function follow(
  ctx: ListenNeeds,
  source: StreamedSource,
  { claimed, access, meter, heard }: Held,
  signal: AbortSignal,
) {
  const settings = source.settings.safeParse(claimed.settings);
  if (!settings.success) return refused(ctx, "settings", z.prettifyError(settings.error));
  const first = await heard.renew();
  const batches = source.stream(
    {
      access,
      settings: settings.data,
      terms: termsFor(first, claimed.id),
      cursor: claimed.cursor,
      now: ctx.clock(),
      wants: (raw) => isWanted(heard.now ?? first, claimed, raw, ctx.clock()),
    },
    signal,
  );
  for (;;) {
    const next = await batches.next();
    if (next.done) {
      if (signal.aborted) return { dueAt: ctx.clock() };
      const outcome = next.value;
      if (outcome.kind === "refused") return refused(ctx, outcome.because, outcome.detail);
      if (outcome.kind === "retry") return failing(ctx, claimed, outcome);
      return { dueAt: ctx.clock() };
    }
    // Looked at anew before each: whoever was erased since the last one is not stored.
    const listening = await heard.renew();
    await storeBatch(ctx, { claimed, meter }, listening, next.value, isRefreshed(source, settings.data));
    claimed.failureCount = 0;
  }
}

/**
 * By the same reading as what is stored, so that no filter (`from:`, `url:`, `lang:`) hears less on a stream. What
 * brings Vigie to fall is handed over: where it is read again, it is set aside with the reason, and nothing else is.
 */
function isWanted(
  listening: Listening,
  { id, network }: Pick<store.SourceClaim, "id" | "network">,
  raw: RawMention,
  now: Date,
): boolean {
  try {
    const read = normalise(raw, network, now);
    if (read.kind === "rejected") return false;
    const language = languageOf(read.mention.text, read.mention.language);
    return monitorsFor({ ...read.mention, language }, listening, id).length > 0;
  } catch {
    return true;
  }
}

async function storeBatch(
  ctx: ListenNeeds,
  { claimed, meter }: Pick<Held, "claimed" | "meter">,
  listening: Listening,
  batch: StreamBatch,
  refreshes: boolean,
): Promise<void> {
  // First, and by itself: what its author deleted stays deleted, also when the rest of the batch comes again.
  const { network, workspaceId, id: sourceId } = claimed;
  await removeMentions(ctx.db, workspaceId, { network, sourceId }, batch.deleted);
  const deleted = new Set(batch.deleted);
  const items = batch.mentions
    .filter(({ remoteId, sourceRef }) => !deleted.has(remoteId) && !deleted.has(sourceRef ?? remoteId))
    .map((raw) => ({ network: claimed.network, raw }));
  const ingested = await ingest(
    ctx,
    listening,
    { workspaceId: claimed.workspaceId, sourceId: claimed.id, items, refreshes },
    (tx) =>
      store.moveCursor(tx, claimed.id, claimed.owner, batch.cursor, {
        found: items.length,
        now: ctx.clock(),
        // A stream may be open for weeks: what is left is shown from what it asked for at its beginning.
        quota: meter.quota(),
      }),
  );
  await ringLooks(ctx, ingested);
  await setAside(ctx, claimed, batch.rejected, ingested);
}
