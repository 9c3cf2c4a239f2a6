import type { FieldProblem } from "../../errors.ts";
import { message } from "../../messages.ts";
import type { Content } from "../../publishing/publisher.ts";
import { XOptions } from "./schema.ts";
import { cashtagsOf, hasForbiddenCharacter } from "./text.ts";

/** What X would refuse of this content beyond empty parts, length and the limits of media, which are common to all networks. */
export function problems(content: Content): FieldProblem[] {
  return [
    ...textsOf(content).flatMap(({ pointer, text }) => textProblems(pointer, text)),
    ...mediaProblems(content),
    ...optionProblems(content.options),
  ];
}

function textsOf(content: Content): { pointer: string; text: string }[] {
  return [
    { pointer: "/text", text: content.text },
    ...content.thread.map((text, index) => ({ pointer: `/thread/${index}`, text })),
    ...(content.firstComment === null ? [] : [{ pointer: "/firstComment", text: content.firstComment }]),
  ];
}

function textProblems(pointer: string, text: string): FieldProblem[] {
  const found: FieldProblem[] = [];
  const tags = cashtagsOf(text).map((tag) => `$${tag}`);
  if (tags.length > 1)
    found.push({
      pointer,
      message: message(
        "too-many-cashtags",
        `X takes one cashtag in a post; here are ${tags.length}: ${tags.join(", ")}.`,
        `X accepte un seul cashtag par post\u202f; il y en a ${tags.length}\u202f: ${tags.join(", ")}.`,
      ),
    });
  if (hasForbiddenCharacter(text))
    found.push({
      pointer,
      message: message(
        "forbidden-character",
        "The text holds an invisible character that X refuses (U+FFFE, U+FEFF or U+FFFF); remove it.",
        "Le texte contient un caractère invisible que X refuse (U+FFFE, U+FEFF ou U+FFFF)\u202f; retirez-le.",
      ),
    });
  return found;
}

/** Four photos, or one GIF: https://docs.x.com/x-api/media/quickstart/best-practices */
function mediaProblems(content: Content): FieldProblem[] {
  const gif = content.media.findIndex((item) => item.contentType === "image/gif");
  if (gif === -1 || content.media.length === 1) return [];
  const text = message(
    "gif-not-alone",
    `A GIF must be the only image of a post on X; this post has ${content.media.length} images.`,
    `Sur X, un GIF doit être la seule image du post\u202f; ce post en a ${content.media.length}.`,
  );
  return [{ pointer: `/media/${gif}`, message: text }];
}

function optionProblems(options: Content["options"]): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (options.poll !== undefined && options.poll !== null)
    found.push({
      pointer: "/options/poll",
      message: message(
        "poll-not-supported",
        "Vigie does not make polls on X; remove the option.",
        "Vigie ne crée pas de sondage sur X\u202f; retirez cette option.",
      ),
    });
  const parsed = XOptions.safeParse(options);
  for (const issue of parsed.error?.issues ?? [])
    found.push({
      pointer: `/options/${issue.path.join("/")}`,
      message: message(
        "bad-option",
        `"${String(issue.path[0])}" is not an option X takes as given: ${wanted[String(issue.path[0])] ?? issue.message}.`,
        `«\u202f${String(issue.path[0])}\u202f» n’est pas une option acceptée par X\u202f: ${voulu[String(issue.path[0])] ?? issue.message}.`,
      ),
    });
  return found;
}

const wanted: Record<string, string> = {
  replySettings: "give following, mentionedUsers, subscribers or verified",
  madeWithAi: "give true or false",
  quoteId: "give the id of a post, 1 to 19 digits",
};
const voulu: Record<string, string> = {
  replySettings: "donnez following, mentionedUsers, subscribers ou verified",
  madeWithAi: "donnez true ou false",
  quoteId: "donnez l’identifiant d’un post, de 1 à 19 chiffres",
};
