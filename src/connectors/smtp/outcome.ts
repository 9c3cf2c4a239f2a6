import type { DeliveryOutcome } from "../../alerts/channel.ts";
import type { SendResult } from "./send.ts";

/**
 * What became of a mail. 4yz may pass the next time, 5yz will not (https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1).
 * One lost on its way into the mailbox is not sent again by itself: servers do not drop repetitions.
 */
export function outcomeOf(result: SendResult): DeliveryOutcome {
  switch (result.kind) {
    case "taken": {
      // Those who have it must not get it twice because of those who cannot have it.
      const refused = result.refused.map(({ recipient, response }) => `${recipient}: ${response}`).join("; ");
      return { kind: "delivered", detail: result.response + (refused ? `; but refused for ${refused}` : "") };
    }
    case "refused":
      return refusal(result.code, result.detail);
    case "lost":
      if (result.mailBegun)
        return { kind: "unconfirmed", detail: `lost while the mail was sent: ${result.detail}` };
      return { kind: "retry", detail: `the SMTP server could not be reached: ${result.detail}` };
  }
}

function refusal(code: number | null, detail: string): DeliveryOutcome {
  if (code !== null && code >= 400 && code < 500) return { kind: "retry", detail };
  if (code === 535 || code === 530 || code === 534)
    return {
      kind: "rejected",
      detail: `the SMTP server does not accept the user or password of SMTP_URL: ${detail}`,
    };
  return { kind: "rejected", detail };
}
