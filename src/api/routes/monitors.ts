import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Invalid } from "../../errors.ts";
import { MonitorKind } from "../../generated/prisma/enums.ts";
import { compileMatcher } from "../../listening/matcher.ts";
import { maxTextLength } from "../../listening/mention.ts";
import { textOf } from "../../listening/mention-text.ts";
import {
  changeMonitor,
  listMonitors,
  removeMonitor,
  requireMonitor,
  type StoredMonitor,
  storeMonitor,
} from "../../listening/monitor-store.ts";
import { parseQuery, type Query, queryLimits } from "../../listening/query.ts";
import { queryHints } from "../../listening/query-hints.ts";
import { type Language, message } from "../../messages.ts";
import { mayBeId } from "../../platform/database.ts";
import { detectLanguage } from "../../sentiment/language.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { languageOf } from "../problem.ts";
import { Id, IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";

const Kind = z.enum(MonitorKind);
const Sources = z.union([z.literal("all"), z.array(Id).min(1).max(500)], {
  error: '"all" or a list of ids of sources is wanted',
});
/** Longer ones reach the parser too, whose answer says more. */
const QueryText = z.string().max(10 * queryLimits.characters);

const MonitorView = z.object({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  query: z.string(),
  /** The query as Vigie reads it, in its shortest form. */
  normalForm: z.string(),
  /** Why nothing is collected for it: an older version took the query, and this one cannot read it. */
  fault: z.string().nullable(),
  sources: z.union([z.literal("all"), z.array(z.string())]),
  createdAt: Instant,
  updatedAt: Instant,
});

const NewMonitor = z.strictObject({
  name: oneLine(200),
  kind: Kind,
  query: QueryText,
  sources: Sources.default("all"),
});
/** Without defaults: what is absent is left alone. */
const MonitorChange = z
  .strictObject({ name: oneLine(200), kind: Kind, query: QueryText, sources: Sources })
  .partial();

const Preview = z.strictObject({
  query: QueryText,
  texts: z.array(z.string().max(maxTextLength)).max(1000),
});
const Previewed = z.object({
  matches: z.array(z.boolean()),
  normalForm: z.string(),
  /** Where the query can be read and probably means something else. */
  hints: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      /** In UTF-16 units, as `selectionStart` of an input field. */
      position: z.int(),
      length: z.int(),
      /** The whole query as it was probably meant. */
      suggestion: z.string().nullable(),
    }),
  ),
});

const tags = ["monitors"];

/** What is listened for. */
export const monitorRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/monitors",
      {
        config: { action: "configure" },
        schema: { tags, summary: "Listen for something", body: NewMonitor, response: { 201: MonitorView } },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { query, sources } = request.body;
        readQuery(query);
        await checkSources(ctx, workspaceId, sources);
        const monitor = await storeMonitor(ctx, workspaceId, { ...request.body, sources: unique(sources) });
        return reply.code(201).send(view(monitor, languageOf(request)));
      },
    );

    app.get(
      "/monitors",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "List monitors",
          querystring: PageQuery,
          response: { 200: pageOf(MonitorView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const where = { workspaceId: callerOf(request).workspaceId, ...after };
        const rows = await listMonitors(ctx.db, { where, ...paging });
        return pageByCreation(rows, request.query.limit, (row) => view(row, languageOf(request)));
      },
    );

    app.post(
      "/monitors/preview",
      {
        config: { action: "read", audit: false },
        schema: {
          tags,
          summary: "Which of these texts a query matches",
          body: Preview,
          response: { 200: Previewed },
        },
      },
      async (request) => {
        const { query, normalForm } = readQuery(request.body.query);
        const language = languageOf(request);
        const hints = queryHints(request.body.query).map(
          ({ message: said, position, length, suggestion }) => ({
            code: said.code,
            message: said[language],
            position,
            length,
            suggestion,
          }),
        );
        return { matches: request.body.texts.map(matcherOf(query)), normalForm, hints };
      },
    );

    app.get(
      "/monitors/:id",
      {
        config: { action: "read" },
        schema: { tags, summary: "One monitor", params: IdParams, response: { 200: MonitorView } },
      },
      async (request) =>
        view(
          await requireMonitor(ctx.db, callerOf(request).workspaceId, request.params.id),
          languageOf(request),
        ),
    );

    app.patch(
      "/monitors/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Change a monitor; what it found so far stays",
          params: IdParams,
          body: MonitorChange,
          response: { 200: MonitorView },
        },
      },
      async (request) => {
        const { workspaceId } = callerOf(request);
        const monitor = await requireMonitor(ctx.db, workspaceId, request.params.id);
        const { sources, ...changes } = request.body;
        if (changes.query !== undefined) readQuery(changes.query);
        if (sources !== undefined) await checkSources(ctx, workspaceId, sources);
        const changed = await changeMonitor(ctx, monitor, {
          ...present(changes),
          ...(sources === undefined ? {} : { sources: unique(sources) }),
        });
        return view(changed, languageOf(request));
      },
    );

    app.delete(
      "/monitors/:id",
      {
        config: { action: "configure" },
        schema: {
          tags,
          summary: "Stop listening, and forget what only this monitor found",
          params: IdParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { id } = await requireMonitor(ctx.db, callerOf(request).workspaceId, request.params.id);
        await removeMonitor(ctx.db, id);
        return reply.code(204).send(null);
      },
    );
  };

/** @throws Invalid with the place of the fault, and where one can be guessed the query that was meant */
export function readQuery(source: string): { query: Query; normalForm: string } {
  refuseOddCharacters(source);
  const parsed = parseQuery(source);
  if (parsed.kind === "query") return parsed;
  const { message: text, position, suggestion } = parsed;
  const place = position + 1; // people count from one
  throw new Invalid([
    {
      pointer: "/query",
      position,
      message: message(
        text.code,
        `${text.en} (At character ${place}.)${suggestion === null ? "" : ` Did you mean: ${suggestion}`}`,
        `${text.fr} (Au caractère ${place}.)${suggestion === null ? "" : ` Vouliez-vous dire\u202f: ${suggestion}`}`,
      ),
    },
  ]);
}

/** PostgreSQL takes no NUL and no half of a surrogate pair; no query means one. */
function refuseOddCharacters(source: string): void {
  const position = source.search(/[\0\p{Surrogate}]/u);
  if (position === -1) return;
  throw new Invalid([
    {
      pointer: "/query",
      position,
      message: message(
        "query-odd-character",
        `At character ${position + 1} stands something that is in no text (NUL, or half of a pair).`,
        `Au caractère ${position + 1} se trouve quelque chose qui n’est dans aucun texte (NUL ou moitié de paire).`,
      ),
    },
  ]);
}

/** Reads a text as ingestion does, but for what only a network knows: no author, no address. */
function matcherOf(query: Query): (written: string) => boolean {
  const matcher = compileMatcher([{ id: "preview", query }]);
  return (written) => {
    const text = textOf({ text: written, format: "plain" }, maxTextLength);
    const input = { text, language: detectLanguage(text), network: "", authorHandle: null, url: null };
    return matcher.match(input).length > 0;
  };
}

/** @throws Invalid naming each source that is not there */
async function checkSources(
  ctx: Pick<ApiNeeds, "db">,
  workspaceId: string,
  sources: z.infer<typeof Sources>,
): Promise<void> {
  if (sources === "all") return;
  const ids = sources.filter(mayBeId);
  const rows = await ctx.db.source.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true },
  });
  const known = new Set(rows.map(({ id }) => id));
  const problems = sources.flatMap((id, index) =>
    known.has(id.toLowerCase())
      ? []
      : [
          {
            pointer: `/sources/${index}`,
            message: message(
              "unknown_source",
              `there is no source "${id}" here`,
              `il n’y a pas ici de source «\u202f${id}\u202f»`,
            ),
          },
        ],
  );
  if (problems.length > 0) throw new Invalid(problems);
}

function unique(sources: z.infer<typeof Sources>): z.infer<typeof Sources> {
  return sources === "all" ? sources : [...new Set(sources.map((id) => id.toLowerCase()))];
}

/** Without what is undefined, which is not the same as absent for the store. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function view(monitor: StoredMonitor, language: Language): z.infer<typeof MonitorView> {
  const parsed = parseQuery(monitor.query);
  return {
    id: monitor.id,
    name: monitor.name,
    kind: monitor.kind,
    query: monitor.query,
    // One that cannot be read is shown as written.
    normalForm: parsed.kind === "query" ? parsed.normalForm : monitor.query,
    fault: parsed.kind === "query" ? null : parsed.message[language],
    sources: monitor.allSources ? "all" : monitor.sources.map(({ sourceId }) => sourceId),
    createdAt: iso(monitor.createdAt),
    updatedAt: iso(monitor.updatedAt),
  };
}
