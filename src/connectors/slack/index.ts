import type { Connector } from "../connector.ts";
import { slackChannel } from "./channel.ts";

/** Slack by an incoming webhook, which is bound to one of its channels. */
export const slack: Connector = {
  id: "slack",
  name: "Slack",
  defaultBaseUrl: null,
  channel: slackChannel,
};
