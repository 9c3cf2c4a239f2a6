import { Readable } from "node:stream";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { languages } from "../../messages.ts";
import { planningOf } from "../../publishing/planning.ts";
import { fileNameOf } from "../../reports/make.ts";
import { mentionsCsv } from "../../reports/mentions-csv.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { languageOf } from "../problem.ts";
import { TimeZone } from "../schemas.ts";
import { MentionFilterQuery, mentionFilter } from "./mention-query.ts";
import { sendsFile } from "./reports.ts";

const ExportQuery = MentionFilterQuery.extend({
  /** Of the local times; the workspace's unless told. */
  tz: TimeZone.optional(),
  /** Of the table itself; that of `Accept-Language` unless told. `language` asks what the mentions are written in. */
  in: z.enum(languages).optional(),
});

/** What was found, as a table to hand on. */
export const mentionExportRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/mentions/export",
      {
        config: { action: "read" },
        schema: {
          tags: ["mentions"],
          summary: "The mentions that a search finds, as CSV",
          description:
            "All of them, newest first, with the filters of `/mentions`; streamed. UTF-8 with a byte order mark; semicolons and decimal commas in French. Instants stand beside the local time and its zone.",
          querystring: ExportQuery,
          produces: ["text/csv"],
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const { tz, in: written, ...query } = request.query;
        const now = ctx.clock();
        const filter = mentionFilter(query, now);
        const timeZone = tz ?? (await planningOf(ctx.db, workspaceId)).timeZone;
        const language = written ?? languageOf(request);
        sendsFile(reply, "text/csv; charset=utf-8", fileNameOf("mentions", { from: now, timeZone }, "csv"));
        return reply.send(Readable.from(mentionsCsv(ctx.db, workspaceId, filter, { language, timeZone })));
      },
    );
  };
