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
  // A stream tells no handles, and what stays when a handle changes is the DID: https://atproto.com/specs/at-uri-scheme
  authorIds: {
    idIn: (remoteId) => /^at:\/\/(did:[^/]+)\//u.exec(remoteId)?.[1] ?? null,
    beginningOf: (did) => `at://${did}/`,
  },
  sources: { search: searchSource, stream: streamSource, replies: repliesSource },
};
