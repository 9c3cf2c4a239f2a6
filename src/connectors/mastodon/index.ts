import type { Connector } from "../connector.ts";
import { oauth } from "./oauth.ts";
import { publisher } from "./publisher.ts";
import { repliesSource } from "./source-replies.ts";
import { searchSource } from "./source-search.ts";
import { streamSource } from "./source-stream.ts";
import { verifier } from "./verify.ts";

/** Mastodon, and other servers that speak its client API. Which server is for the profile to say. */
export const mastodon: Connector = {
  id: "mastodon",
  name: "Mastodon",
  defaultBaseUrl: null,
  verifier,
  oauth,
  publisher,
  sources: { search: searchSource, stream: streamSource, replies: repliesSource },
};
