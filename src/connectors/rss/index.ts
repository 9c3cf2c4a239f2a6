import type { Connector } from "../connector.ts";
import { createRssSource } from "./source.ts";

/** Blogs, news sites and forums by their feeds: RSS, RDF, Atom and JSON Feed. The address is `settings.url`; no base URL is read. */
export const rss: Connector = {
  id: "rss",
  name: "RSS, Atom and JSON Feed",
  defaultBaseUrl: null,
  sources: { feed: createRssSource() },
};
