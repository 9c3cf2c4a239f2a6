import { randomUUID } from "node:crypto";
import type { AlertMessage } from "../alerts/channel.ts";
import type { ApiNeeds } from "./needs.ts";

/** A mail with a link, in both languages. */
export interface LinkMail {
  event: Extract<AlertMessage["event"], "invitation" | "new-password">;
  to: string;
  subject: string;
  /** French, then English. */
  text: readonly [string, string];
  link: string;
}

const mailSeconds = 30;

/** @returns "off" where no SMTP server is set */
export async function mailLink(ctx: ApiNeeds, mail: LinkMail): Promise<"sent" | "failed" | "off"> {
  const channel = ctx.channels.get("email");
  if (ctx.smtpUrl === null || !channel) return "off";
  const outcome = await channel.deliver(
    {
      id: randomUUID(),
      event: mail.event,
      sentAt: ctx.clock(),
      subject: mail.subject,
      text: mail.text.join("\n\n"),
      link: mail.link,
      alert: null,
    },
    channel.settings.parse({ to: mail.to }),
    { http: ctx.http, smtpUrl: ctx.smtpUrl },
    AbortSignal.timeout(mailSeconds * 1000),
  );
  if (outcome.kind === "delivered") return "sent";
  ctx.log.warn({ event: mail.event, outcome: outcome.kind, detail: outcome.detail }, "a link was not mailed");
  return "failed";
}
