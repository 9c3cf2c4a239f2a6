import { z } from "zod";
import type { AlertMessage, Channel } from "../../alerts/channel.ts";
import { type AnswerRules, firstWords, outcomeOf } from "../webhook/answer.ts";
import { cutToFit } from "../webhook/cut.ts";

export const SlackSettings = z.object({
  /** An incoming webhook: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/ */
  url: z.url({ protocol: /^https?$/, error: "must be the address of a Slack incoming webhook" }),
});
export type SlackSettings = z.infer<typeof SlackSettings>;

/** Slack takes 40,000 characters, and folds away what is longer than this. */
const maxCharacters = 4_000;
const maxSubjectCharacters = 300;

/**
 * Slack gives no id back and cannot be asked, and an alert told twice is better than one not told: unclear means
 * again. The reference at the end lets people see that both are one.
 */
const rules: AnswerRules = { whenUnclear: "retry", words: firstWords };

export const slackChannel: Channel<SlackSettings> = {
  settings: SlackSettings,
  secretSettings: ["url"],
  async deliver(message, settings, { http }, signal) {
    const json = { text: textOf(message) };
    const reply = await http.send({ method: "POST", url: settings.url, json, maxBytes: 64 * 1024 }, signal);
    return outcomeOf(reply, rules, message.sentAt);
  },
};

function textOf({ id, subject, text, link }: AlertMessage): string {
  const head = `*${cutToFit(subject, maxSubjectCharacters, escaped)}*`;
  const foot = `${escaped(link)}\n_ref. ${escaped(id)}_`;
  const room = maxCharacters - head.length - foot.length - 2;
  return `${head}\n${cutToFit(text, room, escaped)}\n${foot}`;
}

/** https://docs.slack.dev/messaging/formatting-message-text/#escaping: these three, and no others. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
