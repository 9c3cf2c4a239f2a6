import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import { type FoundMention, findMention, findMentions } from "../../listening/find-mentions.ts";
import { type Imported, importLines } from "../../listening/import.ts";
import { type Language, message } from "../../messages.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { page, readCursor } from "../pagination.ts";
import { languageOf, sendProblem } from "../problem.ts";
import { Id, IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const Label = z.enum(["negative", "neutral", "positive"]);
const Words = z.array(z.object({ word: z.string(), weight: z.number() }));

const MentionView = z.object({
  id: z.string(),
  network: z.string(),
  remoteId: z.string(),
  url: z.string().nullable(),
  text: z.string(),
  /** ISO 639-1, or `und`. */
  language: z.string(),
  /** Label and score are null in a language that Vigie does not score. */
  sentiment: z.object({ label: Label.nullable(), score: z.number().nullable(), words: Words }),
  author: z
    .object({ handle: z.string(), name: z.string().nullable(), followers: z.int().nullable() })
    .nullable(),
  publishedAt: Instant,
  collectedAt: Instant,
  monitors: z.array(z.string()),
  engagement: z.object({ likes: z.int(), shares: z.int(), replies: z.int() }),
  /** The same for copies of one text. */
  story: z.string(),
});

/** Strict: a filter with a slip of the pen would find what was not asked for. */
const MentionQuery = PageQuery.extend({
  monitor: Id.optional(),
  /** `none`: not scored. */
  label: z.enum([...Label.options, "none"]).optional(),
  language: oneLine(35).optional(),
  network: oneLine(40).optional(),
  author: oneLine(300).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  q: oneLine(300).optional(),
}).strict();

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
        const { limit, cursor, order, from, to, ...filter } = request.query;
        const found = await findMentions(
          ctx.db,
          callerOf(request).workspaceId,
          { ...filter, from: instant(from), to: instant(to) },
          { after: readCursor(cursor), order, limit: limit + 1 },
        );
        return page(found, limit, (mention) => ({ at: mention.publishedAt, id: mention.id }), view);
      },
    );

    app.get(
      "/mentions/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One mention", params: IdParams, response: { 200: MentionView } },
      },
      async (request) => {
        const { id } = request.params;
        const found = await findMention(ctx.db, callerOf(request).workspaceId, id);
        if (!found) throw new NotFound("mention", id);
        return view(found);
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
    app.addContentTypeParser(jsonLinesTypes, (_request, _payload, done) => done(null, undefined));
    app.post(
      "/mentions/import",
      {
        config: { action: "listen" },
        schema: {
          tags,
          summary: "Load a history of mentions",
          description:
            "JSON Lines as application/x-ndjson, of any length: one mention per line, `{network, remoteId, text, publishedAt, url?, author?: {handle, name?, followers?}, language?, engagement?: {likes?, shares?, replies?}}`.",
          consumes: jsonLinesTypes,
          response: { 200: ImportResult },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        try {
          const imported = await importLines(ctx, workspaceId, bytesOf(request));
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

function instant(at: string | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

function viewImported({ rejected, ...counts }: Imported, language: Language): z.infer<typeof ImportResult> {
  return {
    ...counts,
    rejected: rejected.map(({ line, message: reason }) => ({ line, message: reason[language] })),
  };
}

function view(mention: FoundMention): z.infer<typeof MentionView> {
  const { authorHandle, likes, shares, replies } = mention;
  return {
    id: mention.id,
    network: mention.network,
    remoteId: mention.remoteId,
    url: mention.url,
    text: mention.text,
    language: mention.language,
    sentiment: { label: mention.label, score: mention.score, words: Words.parse(mention.words) },
    author:
      authorHandle === null
        ? null
        : { handle: authorHandle, name: mention.authorName, followers: mention.authorFollowers },
    publishedAt: iso(mention.publishedAt),
    collectedAt: iso(mention.collectedAt),
    monitors: mention.monitors.map(({ monitorId }) => monitorId),
    engagement: { likes, shares, replies },
    story: mention.story,
  };
}
