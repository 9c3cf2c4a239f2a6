import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Conflict, invalid } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { callerOf } from "./auth.ts";

declare module "fastify" {
  interface FastifyRequest {
    idempotencyKey: string | null;
  }
  interface FastifyContextConfig {
    /** The answer holds a secret and is kept nowhere. */
    answersOnce?: true;
  }
}

/** A first request that gave no answer for this long was lost with its process. */
const abandonedAfterSeconds = 60;

/**
 * Honours `Idempotency-Key` on every POST that creates: the same key and body within a day get the first answer
 * again, and nothing is made twice. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function honourIdempotencyKeys(app: FastifyInstance, ctx: Pick<Platform, "db" | "clock">): void {
  app.decorateRequest("idempotencyKey", null);
  app.addHook("preHandler", async (request, reply) => {
    const key = keyOf(request);
    // What makes nothing in a workspace is not kept: signing in, or a password's change, of which no trace may stay.
    if (key === null || !request.caller || request.routeOptions.config.action === "person") return;
    const { workspaceId } = request.caller;
    const requestHash = sha256(`${request.method} ${request.url} ${bodyMark(request)}`);
    const earlier = await begin(ctx, { workspaceId, key, requestHash });
    if (!earlier) {
      request.idempotencyKey = key;
      return;
    }
    if (earlier.requestHash !== requestHash)
      throw invalid(
        "",
        message(
          "key_reused",
          "this Idempotency-Key was used for another request",
          "cette Idempotency-Key a servi à une autre requête",
        ),
      );
    if (earlier.status === null)
      throw new Conflict(
        "still_running",
        message(
          "still_running",
          "the first request with this key is still running",
          "la première requête avec cette clé est encore en cours",
        ),
      );
    if (request.routeOptions.config.answersOnce)
      throw new Conflict(
        "answered_once",
        message(
          "answered_once",
          "this was done, and its answer is shown only once; use another Idempotency-Key to do it again",
          "c’est fait, et la réponse n’est montrée qu’une fois\u202f; pour recommencer, prenez une autre Idempotency-Key",
        ),
      );
    return replay(reply, earlier.status, earlier.body);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (request.idempotencyKey === null || reply.getHeader("idempotent-replayed")) return payload;
    const where = {
      workspaceId_key: { workspaceId: callerOf(request).workspaceId, key: request.idempotencyKey },
    };
    // What failed may be tried again under the same key; a success is kept.
    if (reply.statusCode >= 400 || typeof payload !== "string")
      await ctx.db.idempotentReply.delete({ where });
    else
      await ctx.db.idempotentReply.update({
        where,
        data: {
          status: reply.statusCode,
          body: request.routeOptions.config.answersOnce ? {} : (JSON.parse(payload) as Prisma.InputJsonValue),
        },
      });
    return payload;
  });
}

/**
 * The id of what a request makes: with an Idempotency-Key always the same, so that a request repeated after a crash,
 * when nobody knows whether the first one got as far as storing, cannot store twice.
 */
export function newIdFor(request: FastifyRequest): string {
  if (request.idempotencyKey === null) return randomUUID();
  return idFrom(`${callerOf(request).workspaceId} ${request.idempotencyKey}`);
}

/** Always the same id for the same text: a UUID of version 8, https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
export function idFrom(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What tells two bodies apart. A streamed one was not read yet: its length has to do. */
function bodyMark(request: FastifyRequest): string {
  const streamed = request.body === undefined || request.body instanceof Readable;
  return streamed
    ? `${request.headers["content-type"]} ${request.headers["content-length"]}`
    : JSON.stringify(request.body);
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (request.method !== "POST" || typeof key !== "string" || key === "") return null;
  if (key.length > 255)
    throw invalid(
      "",
      message(
        "key_too_long",
        "an Idempotency-Key has at most 255 characters",
        "une Idempotency-Key a 255 caractères au plus",
      ),
    );
  return key;
}

/** Takes the key for this request. @returns the earlier request that has it */
async function begin(
  { db, clock }: Pick<Platform, "db" | "clock">,
  wanted: { workspaceId: string; key: string; requestHash: string },
) {
  const now = clock();
  await db.idempotentReply.deleteMany({
    where: {
      workspaceId: wanted.workspaceId,
      key: wanted.key,
      status: null,
      createdAt: { lt: plusSeconds(now, -abandonedAfterSeconds) },
    },
  });
  const { count } = await db.idempotentReply.createMany({
    data: [{ ...wanted, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 1) return null;
  const { workspaceId, key } = wanted;
  return db.idempotentReply.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
}

function replay(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply
    .code(status)
    .header("idempotent-replayed", "true")
    .header("content-type", "application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(body);
}
