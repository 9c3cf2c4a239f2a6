import type { Connector } from "../connector.ts";
import { emailChannel } from "./channel.ts";

/** E-mail, by the SMTP server that the operator set for the whole installation. */
export const email: Connector = {
  id: "email",
  name: "E-mail",
  defaultBaseUrl: null,
  channel: emailChannel,
};
