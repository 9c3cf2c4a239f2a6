import type { FastifyRequest } from "fastify";
import type { FieldProblem } from "../errors.ts";
import { type Message, message } from "../messages.ts";

/** One complaint of the schema about a request, as fastify-type-provider-zod hands it over. */
interface SchemaIssue {
  keyword: string;
  instancePath: string;
  message?: string | undefined;
  params?: unknown;
}

/** A schema's complaint in our words: which field, what was given, what is wanted. */
export function fieldProblemFrom(issue: SchemaIssue, request: FastifyRequest): FieldProblem {
  const pointer = issue.instancePath === "/" ? "" : issue.instancePath;
  // What stands under these may be a secret: it is not repeated, not even when it is wrong.
  const isSecret = /credentials|secret|password|token|settings/i.test(pointer);
  const given = isSecret ? "something else" : shown(valueAt(request.body ?? request.query, pointer));
  return { pointer, message: messageFrom(issue, given) };
}

function messageFrom(issue: SchemaIssue, given: string): Message {
  const params = isRecord(issue.params) ? issue.params : {};
  const wanted = issue.message ?? "";
  switch (issue.keyword) {
    case "unrecognized_keys": {
      const keys = Array.isArray(params.keys) ? params.keys.map((key) => `"${key}"`).join(", ") : wanted;
      return message("unknown_field", `unknown field ${keys}`, `champ inconnu ${keys}`);
    }
    case "invalid_type":
      return message(
        "wrong_type",
        `${given} was given; ${String(params.expected ?? wanted)} is wanted`,
        `${given} a été donné\u202f; il faut\u202f: ${typeNames[String(params.expected)] ?? String(params.expected ?? wanted)}`,
      );
    case "invalid_value": {
      const values = Array.isArray(params.values)
        ? params.values.map((value) => `"${value}"`).join(", ")
        : wanted;
      return message(
        "unknown_value",
        `${given} was given; wanted is one of ${values}`,
        `${given} a été donné\u202f; il faut l’un de ${values}`,
      );
    }
    case "too_small":
      return message(
        "too_small",
        `${given} was given; at least ${String(params.minimum)} ${unit(params.origin).en} wanted`,
        `${given} a été donné\u202f; il faut au moins ${String(params.minimum)} ${unit(params.origin).fr}`,
      );
    case "too_big":
      return message(
        "too_big",
        `${given} was given; at most ${String(params.maximum)} ${unit(params.origin).en} accepted`,
        `${given} a été donné\u202f; ${String(params.maximum)} ${unit(params.origin).fr} au plus`,
      );
    default:
      return message(
        "invalid_value",
        `${given} was given; ${wanted}`,
        `${given} a été donné, ce n’est pas de la forme voulue (${wanted})`,
      );
  }
}

const typeNames: Record<string, string> = {
  string: "un texte",
  number: "un nombre",
  boolean: "vrai ou faux",
  array: "une liste",
  object: "un objet",
  date: "une date",
};

function unit(origin: unknown): { en: string; fr: string } {
  if (origin === "string") return { en: "characters are", fr: "caractères" };
  if (origin === "array") return { en: "entries are", fr: "éléments" };
  return { en: "is", fr: "" };
}

function valueAt(root: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (value, key) => (isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined),
      root,
    );
}

/** What was given, short enough to be repeated. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
