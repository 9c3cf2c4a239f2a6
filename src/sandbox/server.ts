import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { ZodError } from "zod";
import { type Clock, systemClock } from "../platform/clock.ts";
import { blueskyProgram } from "./bluesky/program.ts";
import { addControl, CallCounts } from "./control.ts";
import { feedProgram } from "./feed/program.ts";
import { hackerNewsProgram } from "./hackernews/program.ts";
import { mastodonProgram } from "./mastodon/program.ts";
import { mostBodyBytes, readBodiesRaw, receive } from "./receive.ts";
import { send, serve } from "./serve.ts";
import { addSockets } from "./sockets.ts";
import type { NetworkId, Program } from "./wire.ts";
import { wordpressProgram } from "./wordpress/program.ts";
import { World } from "./world.ts";
import { xProgram } from "./x/program.ts";

export interface SandboxOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** Loopback unless told. */
  host?: string;
  /** Every answer of every network takes at least this long. */
  latencyMs?: number;
  /** The sandbox's time; the system's unless told. */
  clock?: Clock;
}

export interface Sandbox {
  /** Origin without trailing slash; a network is below it, such as `${url}/mastodon`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts a server that speaks for all networks. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World(options.clock ?? systemClock);
  const programs = new Map<NetworkId, Program>();
  for (const program of programsOf(world)) programs.set(program.id, program);
  const calls = new CallCounts();
  const server = fastify({
    bodyLimit: mostBodyBytes,
    forceCloseConnections: true,
    keepAliveTimeout: 65_000,
    rewriteUrl: (request) => belowItsPrefix(request.url ?? "/"),
    routerOptions: { maxParamLength: 2000 },
  });
  await readBodiesRaw(server);
  answerErrors(server, programs);
  addControl(server, { world, programs, calls });
  for (const program of programs.values())
    addNetwork(server, { world, program, calls, latencyMs: options.latencyMs ?? 0 });
  const closeSockets = addSockets(server.server, { world, programs, rewrite: belowItsPrefix });
  await server.listen({ port: options.port ?? 0, host: options.host ?? "127.0.0.1" });
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://${options.host ?? "127.0.0.1"}:${port}`,
    port,
    async close() {
      world.streams.drop();
      closeSockets();
      await server.close();
    },
  };
}

function programsOf(world: World): Program[] {
  return [
    mastodonProgram(world),
    blueskyProgram(world),
    xProgram(world),
    wordpressProgram(world),
    feedProgram(world),
    hackerNewsProgram(world),
  ];
}

/** Paths that only one network has work without its prefix: some client libraries cannot keep a prefix. */
const unprefixed: readonly [RegExp, NetworkId][] = [
  [/^\/(?:xrpc\/|subscribe\b)/, "bluesky"],
  [/^\/(?:2|oauth2)\//, "x"],
  [/^\/(?:api\/v[12]|oauth)\//, "mastodon"],
  [/^\/wp-json\b/, "wordpress"],
];

function belowItsPrefix(url: string): string {
  const owner = unprefixed.find(([pattern]) => pattern.test(url));
  return owner ? `/${owner[1]}${url}` : url;
}

function addNetwork(
  server: FastifyInstance,
  ctx: { world: World; program: Program; calls: CallCounts; latencyMs: number },
): void {
  const prefix = `/${ctx.program.id}`;
  for (const route of ctx.program.routes)
    server.route({
      method: route.method,
      url: prefix + route.path,
      handler: async (request, reply) => {
        const asked = await receive(request, prefix, ctx.world.now());
        const status = await serve(ctx, route, asked, reply);
        ctx.calls.add(ctx.program.id, route.method, route.path, status);
      },
    });
}

function answerErrors(server: FastifyInstance, programs: ReadonlyMap<NetworkId, Program>): void {
  server.setNotFoundHandler(async (request, reply) => {
    const program = [...programs.values()].find(({ id }) => request.url.startsWith(`/${id}`));
    if (!program) return reply.code(404).send({ error: `nothing at ${request.url}` });
    send(program.refusals.notFound(await receive(request, `/${program.id}`, new Date())), reply);
    return reply;
  });
  server.setErrorHandler(async (error, _request, reply) => answerError(error, reply));
}

function answerError(error: unknown, reply: FastifyReply) {
  if (error instanceof ZodError)
    return reply
      .code(400)
      .send({ error: error.issues.map((issue) => `/${issue.path.join("/")}: ${issue.message}`).join("; ") });
  if (error instanceof SyntaxError) return reply.code(400).send({ error: `not JSON: ${error.message}` });
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
}
