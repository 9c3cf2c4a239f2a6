import { z } from "zod";
import type { AlertMessage, Channel } from "../../alerts/channel.ts";
import { type AnswerRules, firstWords, outcomeOf } from "../webhook/answer.ts";
import { codePoints, cutToFit } from "../webhook/cut.ts";

export const DiscordSettings = z.object({
  /** A webhook, `https://discord.com/api/webhooks/{id}/{token}`; may carry `?thread_id=`. */
  url: z.url({ protocol: /^https?$/, error: "must be the address of a Discord webhook" }),
});
export type DiscordSettings = z.infer<typeof DiscordSettings>;

/** https://github.com/discord/discord-api-spec: a message's `content`, in code points. */
const maxCharacters = 2_000;
const maxSubjectCharacters = 300;
/** No preview of the links: an alert should not unfold the post it warns of. */
const suppressEmbeds = 4;

/** What Discord says besides the status: https://docs.discord.com/developers/topics/rate-limits */
const DiscordAnswer = z.object({
  message: z.string().optional(),
  code: z.number().optional(),
  retry_after: z.number().nonnegative().optional(),
});

/** A webhook of Discord cannot be asked what it has posted, so what may be there already is not sent again. */
const rules: AnswerRules = {
  whenUnclear: "unconfirmed",
  words(body) {
    const answer = answerIn(body);
    if (!answer?.message) return answer ? null : firstWords(body);
    return answer.code ? `${answer.message} (${answer.code})` : answer.message;
  },
  waitSeconds(body) {
    const wait = answerIn(body)?.retry_after;
    return wait === undefined ? undefined : Math.ceil(wait);
  },
};

export const discordChannel: Channel<DiscordSettings> = {
  settings: DiscordSettings,
  secretSettings: ["url"],
  async deliver(message, settings, { http }, signal) {
    const url = new URL(settings.url);
    // Without it Discord answers before the message is there.
    url.searchParams.set("wait", "true");
    // Nobody quoted in an alert may ping the whole server.
    const json = { content: contentOf(message), allowed_mentions: { parse: [] }, flags: suppressEmbeds };
    const reply = await http.send({ method: "POST", url: url.href, json, maxBytes: 256 * 1024 }, signal);
    return outcomeOf(reply, rules, message.sentAt);
  },
};

function contentOf({ subject, text, link }: AlertMessage): string {
  const head = `**${cutToFit(subject, maxSubjectCharacters, escaped, codePoints)}**`;
  const room = maxCharacters - codePoints(head) - codePoints(link) - 2;
  return `${head}\n${cutToFit(text, room, escaped, codePoints)}\n${link}`;
}

/** Markdown taken at its word, but for addresses: Discord would put the backslashes into them. */
function escaped(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_~`|>#[\]()<-]/g, "\\$&")))
    .join("");
}

function answerIn(body: Buffer): z.infer<typeof DiscordAnswer> | null {
  try {
    return DiscordAnswer.safeParse(JSON.parse(body.toString())).data ?? null;
  } catch {
    // Not JSON: a proxy in between has spoken, and `firstWords` says what.
    return null;
  }
}
