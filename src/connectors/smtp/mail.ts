import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { AlertMessage } from "../../alerts/channel.ts";

/**
 * The alert as a MIME message of text and HTML. The same message always has the same Message-ID, so that a mailbox
 * can tell a repetition.
 */
export async function mailFrom(
  message: AlertMessage,
  envelope: { from: string; to: readonly string[] },
): Promise<Buffer> {
  const text = message.text.includes(message.link) ? message.text : `${message.text}\n\n${message.link}`;
  const composer = new MailComposer({
    from: { name: "Vigie", address: envelope.from },
    to: [...envelope.to],
    subject: message.subject,
    date: message.sentAt,
    messageId: messageIdFor(message.id, envelope.from),
    text,
    html: htmlFrom(message),
    headers: {
      // https://www.rfc-editor.org/rfc/rfc3834#section-5: no automatic answers to an automatic mail
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    attachments: (message.files ?? []).map(({ name, contentType, bytes }) => ({
      filename: name,
      contentType,
      content: bytes,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Who we are where nobody said: the user of the SMTP server if that is an address, else vigie at its host. */
export function senderFor(smtpUrl: string): string {
  const { username, hostname } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  if (/^[^@\s]+@[^@\s]+$/.test(user)) return user;
  const isName = /^[a-z][\w.-]*$/i.test(hostname);
  return `vigie@${isName ? hostname : "localhost"}`;
}

/** https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4: unique for one message, in characters that need no quoting. */
function messageIdFor(id: string, from: string): string {
  const left = /^[\w.-]{1,100}$/.test(id) ? id : createHash("sha256").update(id).digest("hex");
  return `<vigie.${left}@${from.slice(from.lastIndexOf("@") + 1)}>`;
}

function htmlFrom({ subject, text, link }: AlertMessage): string {
  return [
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    `<h2>${escaped(subject)}</h2>`,
    `<p>${escaped(text).replaceAll(/\r?\n/g, "<br>\n")}</p>`,
    `<p><a href="${escaped(link)}">${escaped(link)}</a></p></body></html>`,
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
