import type { MessageId } from "../../messages/messages.ts";

/** A field of a connect form. `name` is where its value goes in the body of POST /profiles. */
export interface ConnectField {
  name: `credentials.${string}` | "settings.baseUrl";
  kind: "text" | "secret" | "address";
  label: MessageId;
  example?: string;
}

export interface ConnectForm {
  fields: readonly ConnectField[];
  /** What to do on the network's own pages, in order. */
  steps: readonly MessageId[];
  /** The page where it begins, where there is one for all. */
  page?: string;
}

/** How each network is connected by a token. Addresses are the networks' own, as of 2026. */
export const connectForms: Readonly<Record<string, ConnectForm>> = {
  mastodon: {
    fields: [
      { name: "settings.baseUrl", kind: "address", label: "connect.server", example: "mastodon.social" },
      { name: "credentials.accessToken", kind: "secret", label: "connect.accessToken" },
    ],
    steps: ["connect.mastodon1", "connect.mastodon2", "connect.mastodon3"],
  },
  bluesky: {
    fields: [
      { name: "credentials.identifier", kind: "text", label: "connect.handle", example: "lumen.bsky.social" },
      { name: "credentials.password", kind: "secret", label: "connect.appPassword" },
    ],
    steps: ["connect.bluesky1", "connect.bluesky2", "connect.bluesky3"],
    page: "https://bsky.app/settings/app-passwords",
  },
  x: {
    fields: [
      { name: "credentials.appKey", kind: "text", label: "connect.apiKey" },
      { name: "credentials.appSecret", kind: "secret", label: "connect.apiSecret" },
      { name: "credentials.accessToken", kind: "text", label: "connect.accessToken" },
      { name: "credentials.accessSecret", kind: "secret", label: "connect.accessSecret" },
    ],
    steps: ["connect.x1", "connect.x2", "connect.x3"],
    page: "https://developer.x.com/en/portal/dashboard",
  },
  wordpress: {
    fields: [
      { name: "settings.baseUrl", kind: "address", label: "connect.site", example: "blog.example.org" },
      { name: "credentials.username", kind: "text", label: "connect.username" },
      { name: "credentials.applicationPassword", kind: "secret", label: "connect.applicationPassword" },
    ],
    steps: ["connect.wordpress1", "connect.wordpress2", "connect.wordpress3"],
  },
};

/** Networks that are not there yet, so that nobody looks for them in vain. */
export const comingNetworks = [
  "Facebook",
  "Instagram",
  "Threads",
  "LinkedIn",
  "YouTube",
  "TikTok",
  "Pinterest",
  "Reddit",
] as const;

/** Networks that give no way in, with why. */
export const closedNetworks: readonly { name: string; why: MessageId }[] = [
  { name: "Xing", why: "connect.xingWhy" },
  { name: "Viadeo", why: "connect.viadeoWhy" },
];

/** "mastodon.social" as people write it, as an address. */
export function addressFrom(written: string): string {
  const text = written.trim();
  return /^https?:\/\//i.test(text) ? text : `https://${text}`;
}

/** The body of POST /profiles, from what was written in the fields. */
export function newProfileFrom(
  network: string,
  written: { credentials: Readonly<Record<string, string>>; settings: Readonly<Record<string, string>> },
) {
  const { baseUrl } = written.settings;
  return {
    network,
    credentials: Object.fromEntries(
      Object.entries(written.credentials).map(([name, value]) => [name, value.trim()]),
    ),
    ...(baseUrl ? { settings: { baseUrl: addressFrom(baseUrl) } } : {}),
  };
}
