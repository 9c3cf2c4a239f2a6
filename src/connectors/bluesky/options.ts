import { z } from "zod";
import type { FieldProblem } from "../../errors.ts";
import { message } from "../../messages.ts";
import type { NetworkLimits } from "../../profiles/network.ts";
import type { Content } from "../../publishing/publisher.ts";

/** The network's fixed limits: https://github.com/bluesky-social/atproto, `lexicons/app/bsky/feed/post.json` and `embed/images.json` */
export const limits: NetworkLimits = {
  maxCharacters: 300,
  maxImages: 4,
  maxImageBytes: 2_000_000,
  imageTypes: ["image/jpeg", "image/png", "image/webp", "image/gif"],
  maxAltTextCharacters: null,
};
const maxTextBytes = 3000;
const maxLanguages = 3;

/** What a CM may choose for a post. Keys of other networks are left alone. */
const Options = z.object({
  langs: z
    .array(z.string().regex(/^[a-z]{2,3}(-[a-z0-9]+)*$/i))
    .max(maxLanguages)
    .optional(),
});

/** The posts of a publication, in order: the text, the thread, and last the first comment. */
export function partsOf(content: Content): string[] {
  return [content.text, ...content.thread, ...(content.firstComment === null ? [] : [content.firstComment])];
}

/** The languages a post says it is written in; those a person chose (when they can be read), else the one that is known. */
export function languagesOf(content: Content): string[] {
  return (
    Options.safeParse(content.options).data?.langs ?? (content.language === null ? [] : [content.language])
  );
}

/** What Bluesky would refuse beyond the limits common to all networks. */
export function problems(content: Content): FieldProblem[] {
  const pointers = [
    "/text",
    ...content.thread.map((_, index) => `/thread/${index}`),
    ...(content.firstComment === null ? [] : ["/firstComment"]),
  ];
  const parts = partsOf(content).map((text, index) => ({ text, pointer: pointers[index] ?? "" }));
  return [
    ...wrongLanguages(content),
    ...parts.flatMap(tooManyBytes),
    ...parts.flatMap((part) => blank(part, content)),
  ];
}

function wrongLanguages(content: Content): FieldProblem[] {
  if (Options.safeParse(content.options).success) return [];
  return [
    {
      pointer: "/options/langs",
      message: message(
        "bluesky-languages",
        `The languages must be up to ${maxLanguages} codes such as “fr”.`,
        `Les langues doivent être au plus ${maxLanguages} codes comme «\u202ffr\u202f».`,
      ),
    },
  ];
}

/** Texts of few characters may have many bytes: one emoji of a family has 25. */
function tooManyBytes({ text, pointer }: { text: string; pointer: string }): FieldProblem[] {
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes <= maxTextBytes) return [];
  return [
    {
      pointer,
      message: message(
        "bluesky-too-many-bytes",
        `The text takes ${bytes} bytes; Bluesky allows ${maxTextBytes}. Use fewer emoji.`,
        `Le texte prend ${bytes} octets\u202f; Bluesky en permet ${maxTextBytes}. Mettez moins d’émojis.`,
      ),
    },
  ];
}

function blank({ text, pointer }: { text: string; pointer: string }, content: Content): FieldProblem[] {
  if (text.trim() !== "" || (pointer === "/text" && content.media.length > 0)) return [];
  return [
    {
      pointer,
      message: message(
        "text-blank",
        "This part is empty: write a text, or add an image to the first part.",
        "Cette partie est vide\u202f: écrivez un texte, ou ajoutez une image à la première partie.",
      ),
    },
  ];
}
