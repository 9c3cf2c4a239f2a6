import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import type { Evidence } from "./alert.ts";
import type { AlertMessage, Channel, DeliveryOutcome } from "./channel.ts";
import type { DigestContent } from "./digest.ts";
import { digestWords } from "./digest-words.ts";
import { type ClaimedDelivery, claimDelivery, settleDelivery } from "./store-deliveries.ts";
import { keepContent, readDigest, timesOf } from "./store-digests.ts";
import { proposedHolds } from "./store-hold.ts";
import { viewAlert } from "./view.ts";
import { alertWords } from "./words.ts";

export type NotifyNeeds = Platform & {
  channels: ReadonlyMap<string, Channel>;
  smtpUrl: string | null;
  publicUrl: string;
};

/** Some two hours of trying. */
export const maxAttempts = 10;

/** Tells one alert, or one digest, on one channel. */
export async function deliver(ctx: NotifyNeeds, id: string, signal: AbortSignal): Promise<void> {
  const delivery = await claimDelivery(ctx.db, id, ctx.clock());
  if (!delivery) return;
  const { channel } = delivery;
  const message = await messageOf(ctx, delivery);
  if (!message) return;
  const outcome = await tellChannel(ctx, channel, message, signal);
  const now = ctx.clock();
  await settleDelivery(ctx.db, delivery, resultOf(outcome, delivery.attemptCount, now, ctx.chance()), now);
  ctx.log.info({ deliveryId: id, channel: channel.kind, outcome: outcome.kind }, "alert delivery attempted");
}

/** Null: nothing is worth a message after all, and the digest is gone. */
async function messageOf(ctx: NotifyNeeds, delivery: ClaimedDelivery): Promise<AlertMessage | null> {
  const { alert, channel, digest } = delivery;
  const common = { id: delivery.id, sentAt: ctx.clock() };
  if (digest) {
    const content =
      (digest.content as unknown as DigestContent | null) ?? (await contentOf(ctx, digest, channel));
    if (content.every === "hour" && isUneventful(content)) {
      await ctx.db.digest.delete({ where: { id: digest.id } });
      return null;
    }
    return {
      ...common,
      event: "digest",
      link: `${ctx.publicUrl}/alerts`,
      alert: null,
      digest: { id: digest.id, ...content },
      ...digestWords(content, channel.language),
    };
  }
  if (!alert) throw new Error(`the delivery ${delivery.id} tells of nothing`);
  const holds = await proposedHolds(ctx.db, [alert]);
  return {
    ...common,
    event: delivery.event as AlertMessage["event"],
    link: `${ctx.publicUrl}/alerts/${alert.id}`,
    alert: { ...viewAlert(alert), proposedHold: holds.get(alert.id) ?? null },
    ...alertWords(
      delivery.event,
      {
        kind: alert.rule.kind,
        monitor: alert.monitor?.name ?? null,
        evidence: alert.evidence as unknown as Evidence,
        resolvedAt: alert.resolvedAt,
      },
      { language: channel.language, timeZone: alert.workspace.timeZone },
    ),
  };
}

async function contentOf(
  { db }: NotifyNeeds,
  digest: NonNullable<ClaimedDelivery["digest"]>,
  channel: ClaimedDelivery["channel"],
): Promise<DigestContent> {
  // Its channel may have no digest any more; what was begun is told as a day's.
  const settings = timesOf(channel).digest ?? {
    every: "day" as const,
    at: "09:00",
    weekday: 1,
    timeZone: digest.workspace.timeZone,
    alerts: "at-once" as const,
  };
  return keepContent(db, digest.id, await readDigest(db, { ...digest, digestId: digest.id }, settings));
}

function isUneventful({ alerts, figures, publications }: DigestContent): boolean {
  const posts = publications.published + publications.unsettled;
  return alerts.length === 0 && posts === 0 && figures.every(({ now }) => now.mentions === 0);
}

/** Hands a message to a channel with its stored settings. */
export async function tellChannel(
  ctx: NotifyNeeds,
  channel: { id: string; kind: string; settings: string },
  message: AlertMessage,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const known = ctx.channels.get(channel.kind);
  if (!known) return { kind: "rejected", detail: `Vigie has no channel "${channel.kind}" any more` };
  const settings = known.settings.parse(JSON.parse(ctx.secrets.open(channel.settings, channel.id)));
  return known.deliver(message, settings, { http: ctx.http, smtpUrl: ctx.smtpUrl }, signal);
}

/**
 * What follows from one telling. An alert whose arrival is unclear is told again: twice is a nuisance, not at all is
 * a failure; receivers can drop a repetition by its id.
 */
export function resultOf(outcome: DeliveryOutcome, attempts: number, now: Date, chance: number) {
  switch (outcome.kind) {
    case "delivered":
      return { state: "delivered" as const, detail: outcome.detail, dueAt: null };
    case "rejected":
      return { state: "failed" as const, detail: outcome.detail, dueAt: null };
    case "retry":
    case "unconfirmed": {
      if (attempts >= maxAttempts) return { state: "failed" as const, detail: outcome.detail, dueAt: null };
      const asked = outcome.kind === "retry" ? (outcome.afterSeconds ?? 0) : 0;
      const backoff = Math.min(1800, 5 * 2 ** (attempts - 1)) * (0.75 + chance / 2);
      return {
        state: "waiting" as const,
        detail: outcome.detail,
        dueAt: plusSeconds(now, Math.max(asked, backoff)),
      };
    }
  }
}
