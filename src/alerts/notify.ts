import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import type { Evidence } from "./alert.ts";
import type { AlertMessage, Channel, DeliveryOutcome } from "./channel.ts";
import { claimDelivery, settleDelivery } from "./store-deliveries.ts";
import { viewAlert } from "./view.ts";
import { alertWords } from "./words.ts";

export type NotifyNeeds = Platform & {
  channels: ReadonlyMap<string, Channel>;
  smtpUrl: string | null;
  publicUrl: string;
};

/** Some two hours of trying. */
const maxAttempts = 10;

/** Tells one alert on one channel. */
export async function deliver(ctx: NotifyNeeds, id: string, signal: AbortSignal): Promise<void> {
  const delivery = await claimDelivery(ctx.db, id, ctx.clock());
  if (!delivery) return;
  const { alert, channel } = delivery;
  const message: AlertMessage = {
    id: delivery.id,
    event: delivery.event as AlertMessage["event"],
    sentAt: ctx.clock(),
    link: `${ctx.publicUrl}/alerts/${alert.id}`,
    alert: viewAlert(alert),
    ...alertWords(delivery.event, {
      kind: alert.rule.kind,
      monitor: alert.monitor?.name ?? null,
      evidence: alert.evidence as unknown as Evidence,
      resolvedAt: alert.resolvedAt,
    }),
  };
  const outcome = await tellChannel(ctx, channel, message, signal);
  const now = ctx.clock();
  await settleDelivery(ctx.db, delivery, resultOf(outcome, delivery.attemptCount, now, ctx.chance()), now);
  ctx.log.info({ deliveryId: id, channel: channel.kind, outcome: outcome.kind }, "alert delivery attempted");
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
