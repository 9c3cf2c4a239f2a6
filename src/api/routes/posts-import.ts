import { TextDecoder } from "node:util";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { importPosts } from "../../publishing/import-posts.ts";
import { actorOf } from "../actor.ts";
import { callerOf } from "../auth.ts";
import { idFrom, newIdFor } from "../idempotency.ts";
import type { ApiNeeds } from "../needs.ts";

const mostBytes = 2 * 1024 * 1024;
const csvTypes = ["text/csv"];

/** Posts from a spreadsheet. In a room of its own: the body is a table, not JSON. */
export const postImportRoute =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(csvTypes, { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, textOf(body as Buffer)),
    );
    app.post(
      "/posts/import",
      {
        config: { action: "publish" },
        schema: {
          tags: ["posts"],
          summary: "Write posts from a CSV file: all of them, or none",
          description:
            "CSV with comma, semicolon or tab; the first line names the columns: text, profiles (names or ids, several with |), date, time, timeZone, status, campaign, firstComment, also in French (texte, profils, date, heure, fuseau, statut, campagne, premier commentaire). A row without date is a draft. 500 rows at most.",
          consumes: csvTypes,
          body: z.string(),
          response: { 201: z.object({ created: z.number(), posts: z.array(z.string()) }) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = callerOf(request);
        const id = newIdFor(request);
        const idOf = (row: number) => idFrom(`${id} ${row}`);
        const posts = await importPosts(ctx, workspaceId, actorOf(request), request.body, idOf);
        return reply.code(201).send({ created: posts.length, posts });
      },
    );
  };

/** Spreadsheets on Windows still write windows-1252, which is hardly ever valid UTF-8 where it holds an accent. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
