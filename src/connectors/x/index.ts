import type { Connector } from "../connector.ts";
import { oauth } from "./oauth.ts";
import { publisher } from "./publisher.ts";
import { repliesSource, searchSource } from "./source.ts";
import { verifier } from "./verify.ts";

/** X, formerly Twitter. */
export const x: Connector = {
  id: "x",
  name: "X",
  defaultBaseUrl: "https://api.x.com",
  verifier,
  oauth,
  publisher,
  sources: { search: searchSource, replies: repliesSource },
};
