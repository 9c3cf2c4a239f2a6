import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import { Triage } from "../../generated/prisma/enums.ts";
import {
  countMentions,
  type FoundMention,
  findMention,
  findMentions,
} from "../../listening/find-mentions.ts";
import { type Imported, importLines } from "../../listening/import.ts";
import { csvLinesOf } from "../../listening/import-csv.ts";
import { linesOf } from "../../listening/import-lines.ts";
import { changeMention } from "../../listening/judge.ts";
import { type Language, message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { readCursor, writeCursor } from "../pagination.ts";
import { languageOf, sendProblem } from "../problem.ts";
import { IdParams, Instant, oneLine, PageQuery, pageOf } from "../schemas.ts";
import { Label, MentionView, MentionWords, viewMention, viewWords } from "../views/mention.ts";
import { MentionFilterQuery, MentionQuery, mentionFilter } from "./mention-query.ts";

/** Of a page, with the same filters. */
const Counted = z.object({
  count: z.int(),
  /** False: at least so many; there were too many texts to look at each. */
  exact: z.boolean(),
});

const MentionChange = z.strictObject({
  /** What a person says the label is, also where it is that already; null: what Vigie scored. */
  label: Label.nullable().optional(),
  triage: z.enum(Triage).optional(),
  assignee: oneLine(200).nullable().optional(),
  laterUntil: Instant.nullable().optional(),
});

const ImportResult = z.object({
  stored: z.int(),
  duplicate: z.int(),
  unmatched: z.int(),
  rejectedCount: z.int(),
  /** The first thousand. */
  rejected: z.array(z.object({ line: z.int(), message: z.string() })),
});

const tags = ["mentions"];
/** All names of one format: one JSON value per line. https://jsonlines.org, https://github.com/ndjson/ndjson-spec */
const jsonLinesTypes = [
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
  "application/json-lines",
  "text/plain",
];
/** https://www.rfc-editor.org/rfc/rfc7111 */
const csvType = "text/csv";

/** What was found. */
export const mentionRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/mentions",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Search mentions",
          querystring: MentionQuery,
          response: { 200: pageOf(MentionView) },
        },
      },
      async (request) => {
        const { limit, cursor, order, ...query } = request.query;
        const found = await findMentions(
          ctx.db,
          callerOf(request).workspaceId,
          mentionFilter(query, ctx.clock()),
          {
            after: readCursor(cursor),
            order,
            limit,
          },
        );
        return {
          items: found.mentions.map((mention) => viewMention(mention, languageOf(request))),
          nextCursor: found.next && writeCursor(found.next),
        };
      },
    );

    app.get(
      "/mentions/count",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "How many mentions a search finds",
          querystring: MentionFilterQuery,
          response: { 200: Counted },
        },
      },
      async (request) =>
        countMentions(ctx.db, callerOf(request).workspaceId, mentionFilter(request.query, ctx.clock())),
    );

    app.get(
      "/mentions/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One mention", params: IdParams, response: { 200: MentionView } },
      },
      async (request) => viewMention(await requireMention(ctx, request), languageOf(request)),
    );

    app.patch(
      "/mentions/:id",
      {
        config: { action: "listen" },
        schema: {
          tags,
          summary: "Correct or confirm a label; sort out what is to be done",
          description:
            "A label is kept as a person's word (who, when, what Vigie had said), moves every figure at once, and `label: null` takes it back. The same label again confirms it: both feed `/reputation/sentiment-quality`.",
          params: IdParams,
          body: MentionChange,
          response: { 200: MentionView },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { id } = request.params;
        const { laterUntil, ...change } = request.body;
        const later =
          laterUntil === undefined ? {} : { laterUntil: laterUntil === null ? null : new Date(laterUntil) };
        if (mayBeId(id))
          await changeMention(ctx, caller.workspaceId, id, { ...change, ...later }, caller.name);
        return viewMention(await requireMention(ctx, request), languageOf(request));
      },
    );

    app.get(
      "/mentions/:id/words",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "The words that made the score of a mention",
          description:
            "Those of Vigie's own scorer are in the mention already. A model of the operator's (`sentiment.scorer` other than `vigie`) is asked: it reads the text again without each of its first 60 words, and a word weighs what the score loses without it. `words: null` where that model is not there any more, or does not answer.",
          params: IdParams,
          response: { 200: MentionWords },
        },
      },
      async (request) => viewWords(await requireMention(ctx, request), ctx.transformer),
    );

    app.get(
      "/mentions/:id/copies",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "Mentions with the same text, itself left out",
          params: IdParams,
          querystring: PageQuery,
          response: { 200: pageOf(MentionView) },
        },
      },
      async (request) => {
        const { id, story } = await requireMention(ctx, request);
        const { limit, cursor, order } = request.query;
        const page = { after: readCursor(cursor), order, limit };
        const found = await findMentions(ctx.db, callerOf(request).workspaceId, { story, except: id }, page);
        return {
          items: found.mentions.map((mention) => viewMention(mention, languageOf(request))),
          nextCursor: found.next && writeCursor(found.next),
        };
      },
    );

    await app.register(importRoute(ctx));
  };

/** In a room of its own: the body is handed over as it comes in, whatever its length. */
const importRoute =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.removeAllContentTypeParsers();
    // The body stays on the wire; the route reads it from there.
    app.addContentTypeParser([...jsonLinesTypes, csvType], (_request, _payload, done) =>
      done(null, undefined),
    );
    app.post(
      "/mentions/import",
      {
        config: { action: "listen" },
        schema: {
          tags,
          summary: "Load a history of mentions",
          description:
            "JSON Lines as application/x-ndjson, of any length: one mention per line, `{network, remoteId, text, publishedAt, url?, author?: {handle, name?, followers?}, language?, engagement?: {likes?, shares?, replies?}}`. Or text/csv whose first line names the columns: network, remoteId, text, publishedAt, and any of url, language, author, author.name, author.followers, likes, shares, replies.",
          consumes: [...jsonLinesTypes, csvType],
          response: { 200: ImportResult },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        try {
          const isCsv = request.headers["content-type"]?.toLowerCase().startsWith(csvType) ?? false;
          const lines = isCsv ? csvLinesOf(bytesOf(request)) : linesOf(bytesOf(request));
          const imported = await importLines(ctx, workspaceId, lines);
          return viewImported(imported, languageOf(request));
        } catch (error) {
          reply.header("connection", "close"); // what is left of the body is not read
          if (!request.raw.readableAborted) throw error;
          ctx.log.info({ workspaceId }, "import stopped: its client went away");
          return sendProblem(
            request,
            reply,
            400,
            message("body_cut_short", "the body ended before its end", "le corps s’est arrêté avant sa fin"),
          );
        }
      },
    );
  };

/** The body as it comes in. The connection stays open when reading stops early: the answer goes back on it. */
function bytesOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return request.raw.iterator({ destroyOnReturn: false });
}

/** A mention of the caller's workspace. @throws NotFound */
async function requireMention(
  ctx: ApiNeeds,
  request: FastifyRequest<{ Params: { id: string } }>,
): Promise<FoundMention> {
  const { id } = request.params;
  const found = await findMention(ctx.db, callerOf(request).workspaceId, id);
  if (!found) throw new NotFound("mention", id);
  return found;
}

function viewImported({ rejected, ...counts }: Imported, language: Language): z.infer<typeof ImportResult> {
  return {
    ...counts,
    rejected: rejected.map(({ line, message: reason }) => ({ line, message: reason[language] })),
  };
}
