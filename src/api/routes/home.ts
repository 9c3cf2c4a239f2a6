import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readDemoState } from "../../demo/state.ts";
import type { ApiNeeds } from "../needs.ts";
import { webAppPage } from "../web-app.ts";
import { homePage, homeScript, homeStyle } from "./home-page.ts";

/**
 * A plain page with the live state of the demo workspace (invented texts on a sandbox, nothing of anybody's), at `/demo`;
 * at `/` is the web app, whose first visit shows some of the same beside its form, and this page where no app was built.
 */
export const homeRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const open = { config: { action: "anyone" as const }, schema: { hide: true } };
    const show = (reply: FastifyReply, type: string, text: string) =>
      reply
        .header("content-type", type)
        .header(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'",
        )
        .send(text);
    const asset = (path: string, type: string, text: string) =>
      app.get(path, open, async (_request, reply) => show(reply, type, text));
    app.get(
      "/",
      open,
      async (request, reply) =>
        webAppPage(request, reply) ?? show(reply, "text/html; charset=utf-8", homePage),
    );
    asset("/demo", "text/html; charset=utf-8", homePage);
    asset("/home.js", "text/javascript; charset=utf-8", homeScript);
    asset("/home.css", "text/css; charset=utf-8", homeStyle);
    app.get(
      "/demo-state",
      { config: { action: "anyone" }, schema: { hide: true, response: { 200: z.unknown() } } },
      async () => readDemoState(ctx),
    );
  };
