import { z } from "zod";
import type { RejectedItem, Source } from "../../generated/prisma/client.ts";
import { SourceState } from "../../generated/prisma/enums.ts";
import { monthOf } from "../../listening/budget.ts";
import { callsPerDay, monthlyCostUsd, Quota } from "../../listening/quota.ts";
import { type PolledSource, type Price, type SourceMode, sourceModes } from "../../listening/source.ts";
import { shownSettings, withoutSecrets } from "../../listening/source-secrets.ts";
import type { ApiNeeds } from "../needs.ts";
import { Instant, iso } from "../schemas.ts";
import { settingsOf } from "../source-change.ts";

const Health = z.object({
  state: z.enum(SourceState),
  lastPolledAt: Instant.nullable(),
  lastFoundAt: Instant.nullable(),
  failureCount: z.int(),
  lastError: z.string().nullable(),
  lastErrorAt: Instant.nullable(),
  /** Null: not by itself (paused, refused), or a stream. */
  nextPollAt: Instant.nullable(),
  intervalSeconds: z.int(),
  /** At its interval, with as many calls as its last poll took; null for a stream. */
  callsPerDay: z.int().nullable(),
  /** What the network allows; null where it says nothing of it. Sources with the same caller share it. */
  quota: z
    .object({
      /** As its documentation states. */
      stated: z.object({ calls: z.int(), perSeconds: z.int() }).nullable(),
      /** As its last answer said. */
      limit: z.number().nullable(),
      remaining: z.number().nullable(),
      resetAt: Instant.nullable(),
      seenAt: Instant.nullable(),
    })
    .nullable(),
  /** As reading went so far; null where it costs nothing. */
  estimatedMonthlyCostUsd: z.number().nullable(),
  /** What reading has cost since the month began (UTC), and what it may cost in it; null where it costs nothing. */
  month: z.object({ costUsd: z.number(), budgetUsd: z.number().nullable() }).nullable(),
});

export const SourceView = z.object({
  id: z.string(),
  network: z.string(),
  mode: z.enum(sourceModes),
  name: z.string(),
  /** Empty where the network's address is not asked for. */
  baseUrl: z.string(),
  /** Keys in addresses are shown as `…`. */
  settings: z.record(z.string(), z.unknown()),
  profile: z.string().nullable(),
  hasCredentials: z.boolean(),
  ...Health.pick({
    intervalSeconds: true,
    state: true,
    failureCount: true,
    lastError: true,
    lastErrorAt: true,
    lastPolledAt: true,
    lastFoundAt: true,
    nextPollAt: true,
  }).shape,
  health: Health,
  /** Where the server says it moved for good. */
  movedTo: z.string().nullable(),
  createdAt: Instant,
});

/** An item that could not be read. */
export const RejectedView = z.object({ remoteId: z.string(), reason: z.string(), at: Instant });

export const SourceDetail = SourceView.extend({
  /** The newest items that could not be read. */
  rejected: z.array(RejectedView),
});

export function rejectedView({ remoteId, reason, at }: RejectedItem): z.infer<typeof RejectedView> {
  return { remoteId, reason, at: iso(at) };
}

/** A source as the API shows it. */
export function sourceView(
  ctx: Pick<ApiNeeds, "networks" | "clock">,
  source: Source,
): z.infer<typeof SourceView> {
  const health = healthOf(ctx, source);
  const {
    callsPerDay: _calls,
    quota: _quota,
    estimatedMonthlyCostUsd: _cost,
    month: _month,
    ...plain
  } = health;
  return {
    id: source.id,
    network: source.network,
    mode: source.mode as SourceMode,
    name: source.name,
    baseUrl: source.baseUrl,
    settings: shownSettings(settingsOf(source)),
    profile: source.profileId,
    hasCredentials: source.credentials !== null,
    ...plain,
    health,
    movedTo: source.movedTo === null ? null : withoutSecrets(source.movedTo),
    createdAt: iso(source.createdAt),
  };
}

function healthOf(ctx: Pick<ApiNeeds, "networks" | "clock">, source: Source): z.infer<typeof Health> {
  const isAsked = source.mode !== "stream" && (source.state === "active" || source.state === "failing");
  const adapter = ctx.networks.get(source.network)?.sources[source.mode as SourceMode];
  const polled = adapter?.kind === "polled" ? adapter : null;
  // What reading costs is known where it is asked for piece by piece; none of the streams is paid for.
  const seen = Quota.nullable().safeParse(source.quota).data ?? null;
  const stated = adapter?.allowance ?? null;
  const price = polled?.price;
  return {
    state: source.state,
    lastPolledAt: iso(source.lastPolledAt),
    lastFoundAt: iso(source.lastFoundAt),
    failureCount: source.failureCount,
    lastError: source.lastError,
    lastErrorAt: iso(source.lastErrorAt),
    nextPollAt: isAsked ? iso(source.dueAt) : null,
    intervalSeconds: source.intervalSeconds,
    callsPerDay: polled ? callsPerDay(source.intervalSeconds, source.callCount) : null,
    quota:
      stated || seen
        ? {
            stated,
            limit: seen?.limit ?? null,
            remaining: seen?.remaining ?? null,
            resetAt: seen?.resetAt ?? null,
            seenAt: seen?.seenAt ?? null,
          }
        : null,
    estimatedMonthlyCostUsd: price ? monthlyCostUsd(source, price.itemUsd, ctx.clock()) : null,
    month: polled && price ? monthOfReading(source, { ...polled, price }, ctx.clock()) : null,
  };
}

function monthOfReading(
  source: Source,
  { settings: schema, price }: PolledSource & { price: Price },
  now: Date,
): { costUsd: number; budgetUsd: number | null } {
  const count = source.readMonth === monthOf(now) ? source.monthReadCount : 0;
  const settings = schema.safeParse(settingsOf(source)).data;
  return {
    costUsd: Math.round(count * price.itemUsd * 1000) / 1000,
    budgetUsd: settings ? (price.budgetUsd(settings) ?? null) : null,
  };
}
