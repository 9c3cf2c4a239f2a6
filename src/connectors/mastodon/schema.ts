import { z } from "zod";

/** Tokens of Mastodon do not end by themselves and are not renewed: https://docs.joinmastodon.org/api/oauth-tokens/ */
export const Credentials = z.object({
  accessToken: z.string().min(1),
  /** Of the client that the token was given to, where that is ours: only it may end the token. */
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
});
export type MastodonCredentials = z.infer<typeof Credentials>;

/*
 * What servers answer. Read leniently: forks and other servers with the same API (snac2, GoToSocial, Hollo) leave
 * fields out or send empty strings for them; only what we cannot do without is required.
 */

const instant = z.string().transform((text, context) => {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue({ code: "custom", message: `"${text}" is not an instant` });
  return z.NEVER;
});
const count = z.number().int().nonnegative().catch(0);
const optionalText = z.string().nullish();

export const Account = z.object({
  id: z.string(),
  username: z.string(),
  acct: z.string(),
  display_name: z.string().catch(""),
  url: optionalText,
  followers_count: z.number().int().nonnegative().nullable().catch(null),
});

export const Status = z.object({
  id: z.string(),
  /** Permanent and the same on every server that knows the status; `id` is this server's own. */
  uri: z.string(),
  url: optionalText,
  created_at: instant,
  /** Null, or absent on older servers: never changed. */
  edited_at: instant.nullish().catch(null),
  content: z.string(),
  /** The text as it was written; only some servers say it (snac2). */
  text: optionalText,
  spoiler_text: optionalText,
  visibility: z.string().catch("public"),
  language: optionalText,
  account: Account,
  in_reply_to_id: optionalText,
  reblog: z.unknown().optional(),
  media_attachments: z.array(z.unknown()).catch([]),
  favourites_count: count,
  reblogs_count: count,
  replies_count: count,
});
export type MastodonStatus = z.infer<typeof Status>;

/** Items of a list are parsed one by one, so that one odd item does not hide the others. */
export const List = z.array(z.unknown());

export const Notification = z.object({
  id: z.string(),
  type: z.string(),
  status: z.unknown().optional(),
});

export const SearchResult = z.object({ statuses: List });

/** `url` is `null` while the server still works on the file. */
export const Media = z.object({ id: z.string(), url: z.string().nullish() });

export const ErrorBody = z.object({
  error: z.string(),
  error_description: z.string().nullish(),
});

/** The part of `/api/v2/instance` and `/api/v1/instance` that says what a status may hold. */
export const Instance = z.object({
  /** Domain that follows the user name in handles (v2); v1 calls it `uri`. */
  domain: optionalText,
  uri: optionalText,
  configuration: z
    .object({
      statuses: z
        .object({
          max_characters: z.number().int().positive().optional().catch(undefined),
          max_media_attachments: z.number().int().nonnegative().optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
      media_attachments: z
        .object({
          supported_mime_types: z.array(z.string()).optional().catch(undefined),
          image_size_limit: z.number().int().positive().optional().catch(undefined),
          description_limit: z.number().int().positive().optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
      urls: z.object({ streaming: z.string().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type MastodonInstance = z.infer<typeof Instance>;
