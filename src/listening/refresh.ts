import { plusSeconds } from "../platform/clock.ts";
import { reserve } from "./budget.ts";
import { accessOf, type ListenNeeds } from "./poll.ts";
import { pauseAfter } from "./quota.ts";
import { metered, type QuotaMeter, quotaKeyOf } from "./quota-meter.ts";
import type { Price, Refresher, SourceMode } from "./source.ts";
import { removeMentions } from "./store-changes.ts";
import * as store from "./store-refresh.ts";
import { pauseSharers } from "./store-sources.ts";

const leaseSeconds = 300;
/** Between two of the scheduler's rings, so that other sources have their turn. */
const batchesAtOnce = 20;
const afterFailureSeconds = 900;

/**
 * Asks what became of mentions of one source: likes, shares, replies, or that they are gone. Called twice, the second
 * call finds nothing to take. A failure here is no failure of the source: listening goes on.
 */
export async function refresh(ctx: ListenNeeds, id: string, signal: AbortSignal): Promise<void> {
  const now = ctx.clock();
  const claimed = await store.claimRefresh(ctx.db, id, now, plusSeconds(now, leaseSeconds));
  if (!claimed) return;
  const { access, meter } = metered(accessOf(ctx, claimed), ctx.clock);
  const source = ctx.networks.get(claimed.network)?.sources[claimed.mode as SourceMode];
  const settings = source?.settings.safeParse(claimed.settings);
  const refresher = settings?.success ? source?.refresher : undefined;
  const price = source?.kind === "polled" ? source.price : undefined;
  const until = refresher
    ? await refreshBatches(
        ctx,
        claimed,
        { access, meter, refresher, price, settings: settings?.data },
        signal,
      )
    : plusSeconds(now, afterFailureSeconds);
  await store.releaseRefresh(ctx.db, id, until);
  const pausedUntil = pauseAfter(meter.quota(), ctx.clock()) ?? (meter.wasLimited() ? until : null);
  if (pausedUntil) await pauseSharers(ctx.db, id, await quotaKeyOf(claimed, access), pausedUntil);
}

/** @returns not to be asked again before this */
async function refreshBatches(
  ctx: ListenNeeds,
  claimed: store.RefreshClaim,
  by: {
    access: ReturnType<typeof accessOf>;
    meter: QuotaMeter;
    refresher: Refresher;
    price: Price | undefined;
    settings: unknown;
  },
  signal: AbortSignal,
): Promise<Date> {
  const { access, meter, refresher, price, settings } = by;
  for (let batch = 0; batch < batchesAtOnce && !signal.aborted; batch += 1) {
    const due = await store.dueForRefresh(ctx.db, claimed.id, ctx.clock(), refresher.atOnce);
    if (due.length === 0) break;
    const paid = price ? await reserve(ctx, claimed.id, { price, settings, wanted: due.length }) : null;
    if (paid?.kind === "used-up") return paid.until;
    const texts = paid ? due.slice(0, paid.items) : due;
    const outcome = await refresher.refresh({ access, texts, now: ctx.clock() }, signal);
    const now = ctx.clock();
    await paid?.settle(outcome.kind === "counted" ? outcome.counts.length : 0);
    if (outcome.kind !== "counted") {
      ctx.log.warn({ sourceId: claimed.id, detail: outcome.detail }, "engagement could not be read");
      const asked = outcome.kind === "retry" ? (outcome.afterSeconds ?? 0) : 0;
      return plusSeconds(now, Math.max(asked, afterFailureSeconds));
    }
    const { network, workspaceId, id: sourceId } = claimed;
    await removeMentions(ctx.db, workspaceId, { network, sourceId }, outcome.gone);
    await store.recount(ctx.db, texts, outcome.counts, now);
    if (price) await store.countRead(ctx.db, sourceId, outcome.counts.length);
    const pause = pauseAfter(meter.quota(), now);
    if (pause) return pause;
  }
  return ctx.clock();
}
