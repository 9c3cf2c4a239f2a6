import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import {
  Conflict,
  type FieldProblem,
  Forbidden,
  Invalid,
  InvalidQuery,
  NotFound,
  NotSignedIn,
  TooMany,
} from "../errors.ts";
import type { Language, Message } from "../messages.ts";
import { message } from "../messages.ts";
import type { Log } from "../platform/log.ts";
import type { ProblemBody } from "./schemas.ts";
import { fieldProblemFrom } from "./zod-message.ts";

/** The language in which a request wants to be answered: French when it asks for French before English. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers["accept-language"] ?? "";
  const first = /\b(fr|en)\b/i.exec(wanted)?.[1]?.toLowerCase();
  return first === "fr" ? "fr" : "en";
}

/** Answers with RFC 9457 problem+json. https://www.rfc-editor.org/rfc/rfc9457 */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  text: Message,
  fields: readonly FieldProblem[] = [],
  /** Further members, as section 3.2 of the RFC allows. */
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const language = languageOf(request);
  const body: ProblemBody = {
    ...more,
    type: "about:blank",
    title: titles[status]?.[language] ?? String(status),
    status,
    code: text.code,
    detail: text[language],
    ...(fields.length > 0 ? { errors: fields.map((field) => errorFrom(field, language)) } : {}),
  };
  return reply
    .code(status)
    .header("content-type", "application/problem+json")
    .header("content-language", language)
    .serializer(JSON.stringify)
    .send(body);
}

function errorFrom(
  { pointer, message: text, profile, position, suggestions }: FieldProblem,
  language: Language,
) {
  return {
    pointer,
    code: text.code,
    detail: text[language],
    ...(profile === undefined ? {} : { profile }),
    ...(position === undefined ? {} : { position }),
    ...(suggestions === undefined ? {} : { suggestions: [...suggestions] }),
  };
}

/** Turns whatever a route threw into an answer. What was not expected is logged once, and tells nothing of itself. */
export function errorHandler(log: Log) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof NotFound)
      return sendProblem(
        request,
        reply,
        404,
        message(
          "not_found",
          `there is no ${error.what} "${error.id}" here`,
          `il n’y a pas ici de ${error.what} «\u202f${error.id}\u202f»`,
        ),
      );
    if (error instanceof Invalid) {
      const status = error instanceof InvalidQuery ? 400 : 422;
      return sendProblem(request, reply, status, invalidText(error.problems), error.problems);
    }
    if (error instanceof Conflict) return sendProblem(request, reply, 409, error.text, [], error.present);
    if (error instanceof Forbidden) return sendProblem(request, reply, 403, error.text);
    if (error instanceof NotSignedIn)
      return sendProblem(request, reply.header("www-authenticate", 'Bearer realm="vigie"'), 401, error.text);
    if (error instanceof TooMany)
      return sendProblem(request, reply.header("retry-after", error.retryAfterSeconds), 429, error.text);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields = error.validation.map((issue) => fieldProblemFrom(issue, request));
      const status = error.validationContext === "body" ? 422 : 400;
      return sendProblem(request, reply, status, invalidText(fields), fields);
    }
    const known = knownFailure(error);
    if (known) return sendProblem(request, reply, known.status, known.text);
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, "request failed");
    return sendProblem(
      request,
      reply,
      500,
      message(
        "internal",
        "something broke inside Vigie; it is in its log",
        "quelque chose a cassé dans Vigie\u202f; c’est dans son journal",
      ),
    );
  };
}

function invalidText(fields: readonly FieldProblem[]): Message {
  const first = fields[0]?.message;
  const count = fields.length;
  if (count === 1 && first) return message(first.code, first.en, first.fr);
  return message(
    "invalid",
    `${count} fields cannot be used as they are`,
    `${count} champs ne peuvent pas être utilisés tels quels`,
  );
}

/** What Fastify and its plugins refuse before a route is reached. */
function knownFailure(error: unknown): { status: number; text: Message } | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
    case "FST_REQ_FILE_TOO_LARGE":
      return {
        status: 413,
        text: message("too_large", "the body is larger than 10 MB", "le corps dépasse 10 Mo"),
      };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_INVALID_MULTIPART_CONTENT_TYPE":
      return {
        status: 415,
        text: message(
          "wrong_content_type",
          "this content type is not taken here; most routes take application/json",
          "ce type de contenu n’est pas accepté ici\u202f; la plupart des routes prennent application/json",
        ),
      };
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return {
        status: 400,
        text: message(
          "not_json",
          `the body is not JSON: ${error.message}`,
          `le corps n’est pas du JSON\u202f: ${error.message}`,
        ),
      };
    default:
      return "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500
        ? { status: error.statusCode, text: message("bad_request", error.message, error.message) }
        : null;
  }
}

const titles: Record<number, Record<Language, string>> = {
  400: { en: "Bad request", fr: "Requête incorrecte" },
  401: { en: "Not signed in", fr: "Non connecté" },
  403: { en: "Not allowed", fr: "Non autorisé" },
  404: { en: "Not found", fr: "Introuvable" },
  409: { en: "Not possible now", fr: "Pas possible pour l’instant" },
  413: { en: "Too large", fr: "Trop volumineux" },
  415: { en: "Unsupported content type", fr: "Type de contenu non accepté" },
  422: { en: "Cannot be used as it is", fr: "Inutilisable tel quel" },
  429: { en: "Too many tries", fr: "Trop d’essais" },
  500: { en: "Internal error", fr: "Erreur interne" },
  503: { en: "Not ready", fr: "Pas prêt" },
};
