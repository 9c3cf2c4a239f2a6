import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Where the bundle lies: beside the built program, or in `dist` beside the sources. */
const folder = [path.join(import.meta.dirname, "web"), path.join(import.meta.dirname, "../../dist/web")].find(
  (place) => existsSync(path.join(place, "index.html")),
);
/** In the built page, where the nonce of each answer goes (see web/vite.config.ts). */
const nonceMark = "__VIGIE_NONCE__";
/** Never pages of the web app: what is not found there is said as a problem. */
const otherDoors = /^\/(api|health|metrics|l|assets)(\/|$)/;

/**
 * The web app: its files under `/assets` for ever (their names change with their content), and its one page wherever a
 * person's browser asks for a page that nobody else answers, since its rooms have addresses of their own.
 */
export async function serveWebApp(app: FastifyInstance): Promise<void> {
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, action: "anyone" };
    route.schema = { ...route.schema, hide: true };
  });
  if (!folder) return;
  await app.register(fastifyStatic, {
    root: path.join(folder, "assets"),
    prefix: "/assets/",
    preCompressed: true,
    decorateReply: false,
    immutable: true,
    maxAge: "365d",
  });
  for (const [name, type] of [
    ["before-paint.js", "text/javascript; charset=utf-8"],
    ["favicon.svg", "image/svg+xml"],
  ] as const) {
    const content = readFileSync(path.join(folder, name));
    app.get(`/${name}`, async (_request, reply) =>
      reply.header("content-type", type).header("cache-control", "public, max-age=300").send(content),
    );
  }
}

/** The web app's page, where a browser asks for one; null where the answer is somebody else's. */
export function webAppPage(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
  if (!page || !wantsPage || otherDoors.test(request.url.split("?")[0] ?? "")) return null;
  const nonce = randomBytes(16).toString("base64");
  return reply
    .code(200)
    .header("content-type", "text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .header("content-security-policy", policy(nonce))
    .header("permissions-policy", "camera=(), geolocation=(), microphone=()")
    .send(page.replaceAll(nonceMark, nonce));
}

const page = folder ? readFileSync(path.join(folder, "index.html"), "utf8") : null;

/**
 * Nothing from elsewhere, and no script or style but ours. Libraries that must write a `<style>` are given the nonce.
 * https://www.w3.org/TR/CSP3/
 */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
