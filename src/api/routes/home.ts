import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readDemoState } from "../../demo/state.ts";
import type { ApiNeeds } from "../needs.ts";
import { homePage, homeScript, homeStyle } from "./home-page.ts";

/**
 * `/`, until the web app is there: a plain page with the live state of the demo workspace (invented texts on a
 * sandbox, nothing of anybody's), and where to go on.
 */
export const homeRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const asset = (path: string, type: string, text: string) =>
      app.get(path, { config: { action: "anyone" }, schema: { hide: true } }, async (_request, reply) =>
        reply
          .header("content-type", type)
          .header(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'",
          )
          .send(text),
      );
    asset("/", "text/html; charset=utf-8", homePage);
    asset("/home.js", "text/javascript; charset=utf-8", homeScript);
    asset("/home.css", "text/css; charset=utf-8", homeStyle);
    app.get(
      "/demo-state",
      { config: { action: "anyone" }, schema: { hide: true, response: { 200: z.unknown() } } },
      async () => readDemoState(ctx),
    );
  };
