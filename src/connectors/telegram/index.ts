import type { Connector } from "../connector.ts";
import { telegramChannel, telegramUrl } from "./channel.ts";

/** Telegram by a bot that is a member of the chat. */
export const telegram: Connector = {
  id: "telegram",
  name: "Telegram",
  defaultBaseUrl: telegramUrl,
  channel: telegramChannel,
};
