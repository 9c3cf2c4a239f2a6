import type { Connector } from "../connector.ts";
import { discordChannel } from "./channel.ts";

/** Discord by a webhook, which is bound to one of its channels. */
export const discord: Connector = {
  id: "discord",
  name: "Discord",
  defaultBaseUrl: null,
  channel: discordChannel,
};
