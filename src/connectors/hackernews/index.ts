import type { Connector } from "../connector.ts";
import { searchSource } from "./source.ts";

/** Hacker News, through its search at Algolia: https://hn.algolia.com/api */
export const hackerNews: Connector = {
  id: "hackernews",
  name: "Hacker News",
  defaultBaseUrl: "https://hn.algolia.com",
  sources: { search: searchSource },
};
