import { z } from "zod";

/**
 * A user of the site and an application password made for Vigie in their profile (WordPress 5.6 and later).
 * https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/
 */
export const WordPressCredentials = z.object({
  username: z.string().min(1),
  applicationPassword: z.string().min(1),
});
export type WordPressCredentials = z.infer<typeof WordPressCredentials>;

/** Options of one blog post. Names of other networks' options are let through: a post may go to several. */
export const WordPressOptions = z.object({
  /** The first line of the text unless told. */
  title: z.string().trim().min(1).optional(),
  excerpt: z.string().optional(),
  /** Last part of the address; made from the title unless told. */
  slug: z.string().trim().min(1).max(200).optional(),
  categories: z.array(z.int().positive()).optional(),
  tags: z.array(z.int().positive()).optional(),
  /** How the text is written: `text` unless told. */
  format: z.enum(["text", "html"]).optional(),
});
export type WordPressOptions = z.infer<typeof WordPressOptions>;

/** The site's front page of the API. Some sites refuse even that to strangers, in the API's own words. */
export const Index = z.object({ namespaces: z.array(z.string()) });

export const Me = z.object({
  id: z.number(),
  name: z.string(),
  slug: z.string(),
  capabilities: z.record(z.string(), z.unknown()).optional(),
});

export const Media = z.object({ id: z.number(), source_url: z.string() });

export const BlogPost = z.object({ id: z.number(), slug: z.string(), status: z.string(), link: z.string() });
export type BlogPost = z.infer<typeof BlogPost>;

export const BlogPosts = z.array(BlogPost);

export const BlogComment = z.object({
  id: z.number(),
  author: z.number().default(0),
  author_name: z.string().default(""),
  /** The article it stands under, and the comment that it answers; 0: none. */
  post: z.number().default(0),
  parent: z.number().default(0),
  /** UTC without zone, such as `2026-11-21T21:49:04`. */
  date_gmt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    .refine((text) => !Number.isNaN(Date.parse(`${text.slice(0, 19)}Z`)), "not an instant"),
  content: z.object({ rendered: z.string() }),
  link: z.string().optional(),
});
export type BlogComment = z.infer<typeof BlogComment>;

/** https://developer.wordpress.org/rest-api/reference/ : every error has this shape. */
export const Refusal = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  message: z.string().default(""),
  data: z
    .object({ params: z.record(z.string(), z.unknown()).optional() })
    .nullish()
    .catch(null),
});
