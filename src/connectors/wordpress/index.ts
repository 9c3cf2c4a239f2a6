import type { Connector } from "../connector.ts";
import { publisher } from "./publisher.ts";
import { repliesSource } from "./source.ts";
import { verifier } from "./verify.ts";

/** The brand's own blog or web site. Its address is the base URL. */
export const wordpress: Connector = {
  id: "wordpress",
  name: "WordPress",
  defaultBaseUrl: null,
  verifier,
  publisher,
  sources: { replies: repliesSource },
};
