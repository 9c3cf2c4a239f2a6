import { z } from "zod";

const count = z.number().int().nonnegative().nullish().catch(null);
const text = z.string().nullish();

/** A story or a comment, as `search_by_date` shows it: https://hn.algolia.com/api */
export const Hit = z.object({
  /** Part of an address, which takes no half of a pair of surrogates. */
  objectID: z
    .string()
    .min(1)
    .refine((id) => !/\p{Surrogate}/u.test(id), "no id"),
  /** Seconds since the epoch. */
  created_at_i: z.number().int().nonnegative(),
  author: text,
  title: text,
  /** Where a story leads. */
  url: text,
  story_text: text,
  comment_text: text,
  points: count,
  num_comments: count,
});
export type Hit = z.infer<typeof Hit>;

/** An item with what answers it. */
export interface Item {
  points?: number | null | undefined;
  children: Item[];
}
export const Item: z.ZodType<Item> = z.object({
  points: count,
  get children() {
    return z.array(Item);
  },
});

/** Hits are parsed one by one, so that one odd hit does not hide the others. */
export const Page = z.object({
  hits: z.array(z.unknown()),
  nbPages: z.number().int().nonnegative().catch(0),
});
export type Page = z.infer<typeof Page>;

export const ErrorBody = z.object({ message: z.string() });
