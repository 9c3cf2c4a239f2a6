import { z } from "zod";
import { mentionStart } from "../../publishing/replies.ts";

/** What an answer answers. `mention` null: it is kept no more. */
export const ReplyTo = z.object({
  mention: z.string().nullable(),
  url: z.string().nullable(),
  author: z.string().nullable(),
  /** How it begins. */
  text: z.string(),
});

/** The columns of a post that the view needs. */
export const replyToColumns = {
  replyToAt: true,
  replyTo: { select: { id: true, url: true, authorHandle: true, text: true } },
} as const;

interface ReplyRow {
  replyToAt: Date | null;
  replyTo: { id: string; url: string | null; authorHandle: string | null; text: string } | null;
}

/** Null: the post answers nothing. */
export function viewReplyTo({ replyTo, replyToAt }: ReplyRow): z.infer<typeof ReplyTo> | null {
  if (replyToAt === null) return null;
  if (replyTo === null) return { mention: null, url: null, author: null, text: "" };
  const { id, url, authorHandle, text } = replyTo;
  return { mention: id, url, author: authorHandle, text: mentionStart(text) };
}
