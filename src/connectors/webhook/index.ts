import type { Connector } from "../connector.ts";
import { createWebhookChannel } from "./channel.ts";

/** Any HTTP receiver, told by the Standard Webhooks convention: https://www.standardwebhooks.com */
export const webhook: Connector = {
  id: "webhook",
  name: "Webhook",
  defaultBaseUrl: null,
  channel: createWebhookChannel(),
};
