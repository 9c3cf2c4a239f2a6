import type { Connector } from "../connector.ts";
import { publisher } from "./publisher.ts";
import { entrywayUrl } from "./session.ts";
import { repliesSource } from "./source-replies.ts";
import { searchSource } from "./source-search.ts";
import { streamSource } from "./source-stream.ts";
import { verifier } from "./verify.ts";

/** Bluesky, and any other server of the AT Protocol that holds an account. */
export const bluesky: Connector = {
  id: "bluesky",
  name: "Bluesky",
  defaultBaseUrl: entrywayUrl,
  verifier,
  publisher,
  sources: { search: searchSource, stream: streamSource, replies: repliesSource },
};
