import type { FieldProblem } from "../errors.ts";
import { message } from "../messages.ts";
import type { NetworkLimits } from "../profiles/network.ts";
import type { Content, Publisher } from "./publisher.ts";

/**
 * What the network would refuse of this content, by its own counting rules. API, composer and publisher ask this one
 * function. Pointers are into Content: `/text`, `/thread/0`, `/firstComment`, `/media/2`, `/options/…`.
 */
export function contentProblems(
  content: Content,
  network: { name: string; publisher: Publisher; limits: NetworkLimits },
): FieldProblem[] {
  const ofText = textProblems(content, network);
  const said = new Set(ofText.map(({ pointer }) => pointer));
  const ofTheNetwork = network.publisher.problems(content, network.limits);
  return [
    ...ofText,
    ...mediaProblems(content, network),
    // Some connectors complain of an empty part as well: one fault is told once.
    ...ofTheNetwork.filter(({ pointer, message }) => !said.has(pointer) || message.code !== "text-blank"),
  ];
}

function textProblems(content: Content, { name, publisher, limits }: Parameters<typeof contentProblems>[1]) {
  const parts = [
    { pointer: "/text", text: content.text, mayBeEmpty: content.media.length > 0 },
    ...content.thread.map((text, index) => ({ pointer: `/thread/${index}`, text, mayBeEmpty: false })),
    ...(content.firstComment === null
      ? []
      : [{ pointer: "/firstComment", text: content.firstComment, mayBeEmpty: false }]),
  ];
  return parts.flatMap(({ pointer, text, mayBeEmpty }): FieldProblem[] => {
    if (text.trim() === "")
      return mayBeEmpty
        ? []
        : [
            {
              pointer,
              message: message(
                "text_empty",
                `${name} needs a text or an image here; it is empty`,
                `${name} demande ici un texte ou une image\u202f; il n’y a rien`,
              ),
            },
          ];
    const used = publisher.countCharacters(text, limits);
    if (limits.maxCharacters === null || used <= limits.maxCharacters) return [];
    return [
      {
        pointer,
        message: message(
          "text_too_long",
          `${used} characters as ${name} counts them; at most ${limits.maxCharacters} are accepted`,
          `${used} caractères selon le compte de ${name}\u202f; ${limits.maxCharacters} au plus sont acceptés`,
        ),
      },
    ];
  });
}

function mediaProblems(content: Content, { name, limits }: Parameters<typeof contentProblems>[1]) {
  const problems: FieldProblem[] = [];
  if (content.media.length > limits.maxImages)
    problems.push({
      pointer: "/media",
      message: message(
        "too_many_images",
        `${content.media.length} images; ${name} takes at most ${limits.maxImages}`,
        `${content.media.length} images\u202f; ${name} en accepte ${limits.maxImages} au plus`,
      ),
    });
  content.media.forEach((item, index) => {
    const pointer = `/media/${index}`;
    if (!limits.imageTypes.includes(item.contentType))
      problems.push({
        pointer,
        message: message(
          "image_type",
          `${item.contentType} is not accepted by ${name}; use ${limits.imageTypes.join(", ")}`,
          `${item.contentType} n’est pas accepté par ${name}\u202f; utilisez ${limits.imageTypes.join(", ")}`,
        ),
      });
    if (item.sizeBytes > limits.maxImageBytes)
      problems.push({
        pointer,
        message: message(
          "image_too_large",
          `${item.sizeBytes} bytes; ${name} takes images of at most ${limits.maxImageBytes}`,
          `${item.sizeBytes} octets\u202f; ${name} accepte des images de ${limits.maxImageBytes} au plus`,
        ),
      });
    const altLength = item.altText === null ? 0 : [...item.altText].length;
    if (limits.maxAltTextCharacters !== null && altLength > limits.maxAltTextCharacters)
      problems.push({
        pointer,
        message: message(
          "alt_text_too_long",
          `an alternative text of ${altLength} characters; ${name} takes at most ${limits.maxAltTextCharacters}`,
          `un texte alternatif de ${altLength} caractères\u202f; ${name} en accepte ${limits.maxAltTextCharacters} au plus`,
        ),
      });
  });
  return problems;
}
