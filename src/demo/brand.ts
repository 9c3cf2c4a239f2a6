/** The invented roaster of the demo. Its account has the same name on every network of the sandbox. */
export const brand = {
  name: "Cafés Tournelune",
  account: "tournelune",
  /** What the roaster itself posts is no opinion about it; on Bluesky its handle is a domain. */
  query: "(tournelune OR #CafesTournelune) -from:tournelune -from:tournelune.test",
} as const;

/** Another invented roaster of the same town, whom the demo compares its brand with. */
export const competitor = {
  name: "Brûlerie Grand-Large",
  shortName: "Grand-Large",
  query: '"grand-large" OR #BrulerieGrandLarge',
} as const;

/** Where the demo publishes: every network of the sandbox that takes posts. */
export const demoNetworks = ["mastodon", "bluesky", "x", "wordpress"] as const;
export type DemoNetwork = (typeof demoNetworks)[number];

/** The sandbox takes any secret; the name in it is the account. See docs/sandbox.md. */
export const demoCredentials: Readonly<Record<DemoNetwork, Readonly<Record<string, string>>>> = {
  mastodon: { accessToken: brand.account },
  bluesky: { identifier: brand.account, password: "sandbox" },
  x: { accessToken: brand.account, refreshToken: `refresh-${brand.account}`, clientId: "sandbox" },
  wordpress: { username: brand.account, applicationPassword: "sandbox" },
};
