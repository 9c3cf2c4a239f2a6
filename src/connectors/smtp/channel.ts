import { z } from "zod";
import type { Channel } from "../../alerts/channel.ts";
import { mailFrom, senderFor } from "./mail.ts";
import { outcomeOf } from "./outcome.ts";
import { type MailTimeouts, sendMail } from "./send.ts";

const Address = z.email("must be an e-mail address");

export const EmailSettings = z.object({
  to: z.union([Address, z.array(Address).min(1).max(50)]),
  /** The sender; else one that fits the SMTP server. */
  from: Address.optional(),
});
export type EmailSettings = z.infer<typeof EmailSettings>;

const usualTimeouts: MailTimeouts = { connectSeconds: 10, answerSeconds: 30 };

export const emailChannel = createEmailChannel();

/** Alerts by e-mail, in plain text and simple HTML. The SMTP server is the operator's own choice: no address is refused. */
export function createEmailChannel(timeouts: MailTimeouts = usualTimeouts): Channel<EmailSettings> {
  return {
    settings: EmailSettings,
    secretSettings: [],
    takesFiles: true,
    async deliver(message, settings, { smtpUrl }, signal) {
      if (smtpUrl === null) return { kind: "rejected", detail: "no SMTP server is set: SMTP_URL" };
      const to = [settings.to].flat();
      const from = settings.from ?? senderFor(smtpUrl);
      const mail = await mailFrom(message, { from, to });
      return outcomeOf(await sendMail(smtpUrl, { from, to, mail }, timeouts, signal));
    },
  };
}
