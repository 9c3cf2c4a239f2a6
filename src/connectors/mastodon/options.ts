import { z } from "zod";
import type { FieldProblem } from "../../errors.ts";
import { message } from "../../messages.ts";
import type { NetworkLimits } from "../../profiles/network.ts";
import type { Content } from "../../publishing/publisher.ts";
import { countCharacters } from "./characters.ts";

/** What a CM may choose for a status: https://docs.joinmastodon.org/methods/statuses/#create. Keys of other networks are left alone. */
export const Options = z.object({
  visibility: z.enum(["public", "unlisted", "private", "direct"]).optional(),
  sensitive: z.boolean().optional(),
  spoilerText: z.string().optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]+)*$/i)
    .optional(),
});
export type MastodonOptions = z.infer<typeof Options>;

/** What Mastodon would refuse beyond the limits common to all networks. */
export function problems(content: Content, limits: NetworkLimits): FieldProblem[] {
  const options = Options.safeParse(content.options);
  const wrong = options.success
    ? []
    : options.error.issues.map((issue) => wrongOption(String(issue.path[0])));
  const spoiler = options.success ? (options.data.spoilerText ?? "") : "";
  return [...wrong, ...blankParts(content), ...spoilerProblems(content, spoiler, limits)];
}

/** The language as Mastodon takes it: the ISO 639 code without region. */
export function languageOf(content: Content, options: MastodonOptions): string | undefined {
  return (options.language ?? content.language)?.split("-")[0]?.toLowerCase();
}

const wanted: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  visibility: [
    "The visibility must be public, unlisted, private or direct.",
    "La visibilité doit être public, unlisted, private ou direct.",
  ],
  sensitive: ["“sensitive” must be true or false.", "«\u202fsensitive\u202f» doit valoir true ou false."],
  spoilerText: ["The content warning must be a text.", "L’avertissement de contenu doit être un texte."],
  language: [
    "The language must be a code such as “fr”.",
    "La langue doit être un code comme «\u202ffr\u202f».",
  ],
};

function wrongOption(name: string): FieldProblem {
  const [en, fr] = wanted[name] ?? [
    `The option “${name}” is wrong.`,
    `L’option «\u202f${name}\u202f» est incorrecte.`,
  ];
  return { pointer: `/options/${name}`, message: message("mastodon-option", en, fr) };
}

/** Some servers accept an empty status; no reader wants one. */
function blankParts(content: Content): FieldProblem[] {
  const blank = message(
    "text-blank",
    "This part is empty: Mastodon wants a text, or media on the first part.",
    "Cette partie est vide\u202f: Mastodon veut un texte, ou un média sur la première partie.",
  );
  const pointers = [
    ...(content.text.trim() === "" && content.media.length === 0 ? ["/text"] : []),
    ...content.thread.flatMap((part, index) => (part.trim() === "" ? [`/thread/${index}`] : [])),
    ...(content.firstComment?.trim() === "" ? ["/firstComment"] : []),
  ];
  return pointers.map((pointer) => ({ pointer, message: blank }));
}

/** The content warning stands on every part and counts with its text. */
function spoilerProblems(content: Content, spoiler: string, limits: NetworkLimits): FieldProblem[] {
  const { maxCharacters } = limits;
  if (spoiler === "" || maxCharacters === null) return [];
  const lengths = partsOf(content).map(countCharacters);
  const longest = Math.max(...lengths.filter((length) => length <= maxCharacters), 0);
  const total = longest + countCharacters(spoiler);
  if (total <= maxCharacters) return [];
  return [
    {
      pointer: "/options/spoilerText",
      message: message(
        "mastodon-spoiler-too-long",
        `The content warning and the text have ${total} characters together; ${maxCharacters} are allowed.`,
        `L’avertissement et le texte font ensemble ${total} caractères\u202f; ${maxCharacters} sont permis.`,
      ),
    },
  ];
}

/** The statuses of a publication, in order: the text, the thread, and last the first comment. */
export function partsOf(content: Content): string[] {
  return [content.text, ...content.thread, ...(content.firstComment === null ? [] : [content.firstComment])];
}
