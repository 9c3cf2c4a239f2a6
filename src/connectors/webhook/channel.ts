import { Webhook } from "standardwebhooks";
import { z } from "zod";
import type { AlertMessage, Channel } from "../../alerts/channel.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type AnswerRules, firstWords, outcomeOf } from "./answer.ts";

export const WebhookSettings = z.object({
  url: z.url({ protocol: /^https?$/, error: "must be an http or https address" }),
  /**
   * Signs what we send. `whsec_` and base64: the decoded bytes are the key, as in Standard Webhooks. Any other
   * text of 16 characters or more: its UTF-8 bytes are the key (receivers: `new Webhook(secret, {format: "raw"})`).
   */
  secret: z
    .string()
    .min(16, "must have 16 characters or more")
    .refine(
      (secret) => !secret.startsWith("whsec_") || isBase64(secret.slice(6)),
      "must be base64 after whsec_",
    )
    .optional(),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/** Receivers drop a repetition by its `webhook-id`, so telling twice does no harm and not telling does. */
const rules: AnswerRules = { whenUnclear: "retry", words: firstWords };

/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param clock tells the time of the attempt, which is signed: receivers refuse an old one, so that the time of
 *   the alert would not do for a later attempt
 */
export function createWebhookChannel(clock: Clock = systemClock): Channel<WebhookSettings> {
  return {
    settings: WebhookSettings,
    secretSettings: ["secret"],
    async deliver(message, settings, { http }, signal) {
      const body = bodyOf(message);
      const reply = await http.send(
        {
          method: "POST",
          url: settings.url,
          headers: {
            "content-type": "application/json",
            ...headersFor(message.id, body, settings.secret, clock()),
          },
          body,
          timeoutSeconds: 20,
          maxBytes: 64 * 1024,
        },
        signal,
      );
      return outcomeOf(reply, rules, message.sentAt);
    },
  };
}

function bodyOf({ id, event, sentAt, subject, text, link, alert, digest }: AlertMessage): string {
  return JSON.stringify({
    type: event,
    timestamp: sentAt.toISOString(),
    data: { id, subject, text, link, alert, digest },
  });
}

function headersFor(id: string, body: string, secret: string | undefined, now: Date): Record<string, string> {
  const headers = { "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1000)) };
  if (!secret) return headers;
  return { ...headers, "webhook-signature": signer(secret).sign(id, now, body) };
}

function signer(secret: string): Webhook {
  return secret.startsWith("whsec_")
    ? new Webhook(secret)
    : new Webhook(Buffer.from(secret), { format: "raw" });
}

function isBase64(text: string): boolean {
  return text.length >= 16 && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
}
