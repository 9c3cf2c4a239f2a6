import { z } from "zod";
import { isTimeZone } from "../publishing/local-time.ts";

/** An instant with its offset, such as `2026-11-21T10:00:00.000Z`. There was no year 0, and PostgreSQL knows that. */
export const Instant = z.iso.datetime({ offset: true }).refine(
  (text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 1 && year <= 9999;
  },
  { error: "a year from 1 to 9999 is wanted" },
);
/** An IANA zone's name. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'a time zone such as "Europe/Paris" is wanted' });
export const Id = z.string().min(1).max(100);
export const IdParams = z.object({ id: Id });

/** One line of text: names, handles, words to search for. PostgreSQL takes no NUL, and nobody means one. */
export const oneLine = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, "one line without control characters is wanted");

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  order: z.enum(["asc", "desc"]).default("desc"),
});

/** A page of a list. `nextCursor` null: there is no more. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** RFC 9457. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        detail: z.string(),
        profile: z.string().optional(),
        /** UTF-16 offset of the fault in the text at `pointer`. */
        position: z.int().optional(),
        /** Values that would do in its place. */
        suggestions: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

export function iso(at: Date): string;
export function iso(at: Date | null): string | null;
export function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
