import type { FastifyInstance } from "fastify";
import { type FieldProblem, Invalid } from "../errors.ts";
import { message } from "../messages.ts";

/** NUL, which PostgreSQL keeps in no text, and halves of characters, which no network can send on. */
const unkeepable = /[\0\p{Surrogate}]/u;
const mostNamed = 10;

/**
 * Refuses texts, in body or query, that cannot be kept as they are: nothing is dropped or changed on the way.
 * https://www.postgresql.org/docs/current/datatype-json.html on NUL
 */
export function refuseUnkeepableText(app: FastifyInstance): void {
  app.addHook("preValidation", async (request) => {
    const problems = [
      ...unkeepableIn({ ...(request.query as object) }, ""),
      ...unkeepableIn(request.body, ""),
    ];
    if (problems.length > 0) throw new Invalid(problems.slice(0, mostNamed));
  });
}

function unkeepableIn(value: unknown, pointer: string): FieldProblem[] {
  if (typeof value === "string") return unkeepable.test(value) ? [problemAt(pointer, value)] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unkeepableIn(item, `${pointer}/${index}`));
  if (typeof value !== "object" || value === null || !isPlain(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const here = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return unkeepable.test(name) ? [problemAt(pointer, name)] : unkeepableIn(item, here);
  });
}

/** A body that is streamed, or parsed into something of its own, is for its route to look at. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function problemAt(pointer: string, text: string): FieldProblem {
  const position = text.search(unkeepable);
  const code = text.codePointAt(position)?.toString(16).toUpperCase().padStart(4, "0");
  return {
    pointer,
    position,
    message: message(
      "unkeepable_character",
      `character ${position + 1} is U+${code}, which is no text; leave it out`,
      `le caractère ${position + 1} est U+${code}, qui n’est pas du texte\u202f; enlevez-le`,
    ),
  };
}
