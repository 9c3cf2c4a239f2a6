import type { FieldProblem } from "../../errors.ts";
import { message } from "../../messages.ts";
import type { Content } from "../../publishing/publisher.ts";
import { articleOf } from "./article.ts";
import { WordPressOptions } from "./schema.ts";

/** What a blog would refuse of this content. */
export function problems(content: Content): FieldProblem[] {
  if (content.replyTo !== null) return [...threadProblems(content), ...answerProblems(content)];
  const options = optionProblems(content);
  return [...threadProblems(content), ...options, ...(options.length === 0 ? titleProblems(content) : [])];
}

function threadProblems(content: Content): FieldProblem[] {
  if (content.thread.length === 0) return [];
  const text = message(
    "thread-not-supported",
    "WordPress has no threads; write a post of its own for this profile.",
    "WordPress n’a pas de fils\u202f; écrivez un post à part pour ce profil.",
  );
  return [{ pointer: "/thread", message: text }];
}

/** A comment is words alone. */
function answerProblems(content: Content): FieldProblem[] {
  const text = message(
    "comment-only-text",
    "An answer to a comment on WordPress is text alone: without images and without a first comment.",
    "Une réponse à un commentaire WordPress n’est que du texte\u202f: sans image ni premier commentaire.",
  );
  return [
    ...(content.media.length > 0 ? [{ pointer: "/media", message: text }] : []),
    ...(content.firstComment === null ? [] : [{ pointer: "/firstComment", message: text }]),
  ];
}

function titleProblems(content: Content): FieldProblem[] {
  if (articleOf(content, []).title !== "") return [];
  const text = message(
    "title-missing",
    "This article has no title; give the option title, or a text whose first line is the title.",
    "Cet article n’a pas de titre\u202f; donnez l’option title, ou un texte dont la première ligne est le titre.",
  );
  return [{ pointer: "/options/title", message: text }];
}

function optionProblems({ options }: Content): FieldProblem[] {
  const parsed = WordPressOptions.safeParse(options);
  return (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    const want = wanted[name] ?? { en: issue.message, fr: issue.message };
    return {
      pointer: `/options/${issue.path.join("/")}`,
      message: message(
        "bad-option",
        `"${name}" is not an option WordPress takes as given: ${want.en}.`,
        `«\u202f${name}\u202f» n’est pas une option acceptée par WordPress\u202f: ${want.fr}.`,
      ),
    };
  });
}

const wanted: Record<string, { en: string; fr: string }> = {
  title: { en: "give a text that is not empty", fr: "donnez un texte qui n’est pas vide" },
  excerpt: { en: "give a text", fr: "donnez un texte" },
  slug: { en: "give 1 to 200 characters", fr: "donnez de 1 à 200 caractères" },
  categories: {
    en: "give a list of the site's category ids, such as [3, 7]",
    fr: "donnez une liste d’identifiants de catégories du site, comme [3, 7]",
  },
  tags: {
    en: "give a list of the site's tag ids, such as [3, 7]",
    fr: "donnez une liste d’identifiants d’étiquettes du site, comme [3, 7]",
  },
  format: { en: "give text or html", fr: "donnez text ou html" },
};
