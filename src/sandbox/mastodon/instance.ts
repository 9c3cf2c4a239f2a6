import type { Route } from "../wire.ts";
import { json } from "../wire.ts";
import { charactersPerUrl } from "./text.ts";

/** Limits as mastodon.social states them. */
export const limits = {
  characters: 500,
  attachments: 4,
  imageBytes: 16_777_216,
  descriptionCharacters: 1500,
  imageTypes: [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/webp",
    "image/avif",
  ],
  videoTypes: ["video/webm", "video/mp4", "video/quicktime"],
} as const;

const configuration = (streaming: string) => ({
  urls: { streaming, status: null, about: null, privacy_policy: null, terms_of_service: null },
  accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
  statuses: {
    max_characters: limits.characters,
    max_media_attachments: limits.attachments,
    characters_reserved_per_url: charactersPerUrl,
  },
  media_attachments: {
    description_limit: limits.descriptionCharacters,
    supported_mime_types: [...limits.imageTypes, ...limits.videoTypes],
    image_size_limit: limits.imageBytes,
    image_matrix_limit: 33_177_600,
    video_size_limit: 103_809_024,
    video_frame_rate_limit: 120,
    video_matrix_limit: 8_294_400,
  },
  polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 },
  translation: { enabled: false },
});

/** What the server tells about itself. https://docs.joinmastodon.org/methods/instance/ */
export const instanceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/v2/instance",
    handle: ({ baseUrl }) =>
      json(200, {
        domain: new URL(baseUrl).host,
        title: "Vigie sandbox",
        version: "4.5.0+vigie-sandbox",
        source_url: "https://github.com/mastodon/mastodon",
        description: "Speaks like Mastodon; forgets everything when it stops.",
        usage: { users: { active_month: 1 } },
        thumbnail: { url: `${baseUrl}/thumbnail.png` },
        icon: [],
        languages: ["en"],
        configuration: configuration(baseUrl.replace(/^http/, "ws")),
        registrations: { enabled: false, approval_required: false, message: null, url: null },
        api_versions: { mastodon: 7 },
        contact: { email: "sandbox@example.org", account: null },
        rules: [],
      }),
  },
  {
    method: "GET",
    path: "/api/v1/instance",
    handle: ({ baseUrl }) =>
      json(200, {
        uri: new URL(baseUrl).host,
        title: "Vigie sandbox",
        short_description: "",
        description: "",
        email: "sandbox@example.org",
        registrations: false,
        approval_required: false,
        invites_enabled: false,
        version: "4.5.0+vigie-sandbox",
        urls: { streaming_api: baseUrl.replace(/^http/, "ws") },
        stats: { user_count: 1, status_count: 0, domain_count: 0 },
        languages: ["en"],
        configuration: configuration(baseUrl.replace(/^http/, "ws")),
        rules: [],
      }),
  },
];
