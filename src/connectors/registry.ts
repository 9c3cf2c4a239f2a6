import { bluesky } from "./bluesky/index.ts";
import type { Connector } from "./connector.ts";
import { discord } from "./discord/index.ts";
import { hackerNews } from "./hackernews/index.ts";
import { mastodon } from "./mastodon/index.ts";
import { rss } from "./rss/index.ts";
import { slack } from "./slack/index.ts";
import { email } from "./smtp/index.ts";
import { telegram } from "./telegram/index.ts";
import { webhook } from "./webhook/index.ts";
import { wordpress } from "./wordpress/index.ts";
import { x } from "./x/index.ts";

/** Every party Vigie speaks to. Adding one is its folder and a line here. */
export const connectors: readonly Connector[] = [
  mastodon,
  bluesky,
  x,
  wordpress,
  rss,
  hackerNews,
  webhook,
  email,
  slack,
  discord,
  telegram,
];
