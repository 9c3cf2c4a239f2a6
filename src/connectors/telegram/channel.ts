import { z } from "zod";
import type { AlertMessage, Channel } from "../../alerts/channel.ts";
import type { HttpReply } from "../../platform/http.ts";
import { type AnswerRules, firstWords, outcomeOf } from "../webhook/answer.ts";
import { cutToFit } from "../webhook/cut.ts";

export const telegramUrl = "https://api.telegram.org";

export const TelegramSettings = z.object({
  /** From @BotFather. It is part of the address we call, hence no other characters. */
  botToken: z.string().regex(/^[\w:-]+$/, "must be a bot token, such as 123456:ABC-DEF"),
  /** `@channel`, or the number of a chat (negative for groups and channels). */
  chatId: z.union([z.int(), z.string().regex(/^(@\w+|-?\d+)$/, "must be @channel or the number of a chat")]),
  /** A Bot API server of one's own: https://github.com/tdlib/telegram-bot-api */
  baseUrl: z.url({ protocol: /^https?$/, error: "must be an http or https address" }).optional(),
});
export type TelegramSettings = z.infer<typeof TelegramSettings>;

/** https://core.telegram.org/bots/api#sendmessage: characters of a text; counted in UTF-16 units to be safe. */
const maxCharacters = 4_096;
const maxSubjectCharacters = 300;

/** Every answer of the Bot API: https://core.telegram.org/bots/api#making-requests */
const TelegramAnswer = z.object({
  description: z.string().optional(),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});

/** A bot cannot read what it has written, so what may be there already is not sent again. */
const rules: AnswerRules = {
  whenUnclear: "unconfirmed",
  words(body) {
    const answer = answerIn(body);
    return answer ? (answer.description ?? null) : firstWords(body);
  },
  waitSeconds: (body) => answerIn(body)?.parameters?.retry_after,
};

export const telegramChannel: Channel<TelegramSettings> = {
  settings: TelegramSettings,
  secretSettings: ["botToken"],
  async deliver(message, settings, { http }, signal) {
    const baseUrl = (settings.baseUrl ?? telegramUrl).replace(/\/+$/, "");
    const send = (chatId: string | number) =>
      http.send(
        {
          method: "POST",
          url: `${baseUrl}/bot${settings.botToken}/sendMessage`,
          json: { chat_id: chatId, ...textOf(message), link_preview_options: { is_disabled: true } },
          maxBytes: 256 * 1024,
        },
        signal,
      );
    const reply = await send(settings.chatId);
    const movedTo = newChatIn(reply);
    if (movedTo === null) return outcomeOf(reply, rules, message.sentAt);
    // A group that grew has a new number, and refuses under its old one: nothing was written yet.
    const outcome = outcomeOf(await send(movedTo), rules, message.sentAt);
    return {
      ...outcome,
      detail: `${outcome.detail} (the chat's number is now ${movedTo}: set it as chatId)`,
    };
  },
};

/** The subject in bold by an entity, as entities need no escaping: https://core.telegram.org/bots/api#messageentity */
function textOf({ subject, text, link }: AlertMessage) {
  // Telegram drops spaces in front, and the entity would then cover the wrong letters.
  const head = cutToFit(subject.trim(), maxSubjectCharacters);
  const room = maxCharacters - head.length - link.length - 4;
  return {
    text: `${head}\n\n${cutToFit(text, room)}\n\n${link}`,
    entities: [{ type: "bold", offset: 0, length: head.length }],
  };
}

function newChatIn(reply: HttpReply): number | null {
  if (reply.kind !== "answer" || reply.status !== 400) return null;
  return answerIn(reply.body)?.parameters?.migrate_to_chat_id ?? null;
}

function answerIn(body: Buffer): z.infer<typeof TelegramAnswer> | null {
  try {
    return TelegramAnswer.safeParse(JSON.parse(body.toString())).data ?? null;
  } catch {
    // Not JSON: a proxy in between has spoken, and `firstWords` says what.
    return null;
  }
}
