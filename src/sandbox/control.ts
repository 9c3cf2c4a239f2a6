import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { FaultRequest } from "./faults.ts";
import type { Entry } from "./ledger.ts";
import { type Heard, type NetworkId, networkIds, type Program } from "./wire.ts";
import type { World } from "./world.ts";

/** What others said, as `POST /_sandbox/mentions` takes it. */
const MentionsRequest = z.strictObject({
  mentions: z
    .array(
      z.strictObject({
        network: z.enum(networkIds),
        text: z.string().min(1),
        author: z
          .strictObject({
            handle: z.string().min(1),
            name: z.string().optional(),
            followers: z.number().int().nonnegative().default(0),
          })
          .default({ handle: "somebody", followers: 0 }),
        publishedAt: z.iso.datetime({ offset: true }).optional(),
        language: z.string().optional(),
        mentions: z.string().optional(),
        tag: z.string().optional(),
        replyTo: z.string().optional(),
      }),
    )
    .max(20_000),
});

/** What became of something that others said, as `PATCH /_sandbox/mentions/:id` takes it. */
const RevisionRequest = z.strictObject({
  text: z.string().min(1).optional(),
  engagement: z
    .strictObject({
      likes: z.number().int().nonnegative(),
      shares: z.number().int().nonnegative(),
      replies: z.number().int().nonnegative(),
    })
    .optional(),
});

/** Counts of calls by network, method and path, with the statuses they got (0: no answer). */
export class CallCounts {
  readonly #counts = new Map<
    string,
    { network: NetworkId; method: string; path: string; count: number; statuses: Record<string, number> }
  >();

  add(network: NetworkId, method: string, path: string, status: number): void {
    const key = `${network} ${method} ${path}`;
    const counted = this.#counts.get(key) ?? { network, method, path, count: 0, statuses: {} };
    counted.count += 1;
    counted.statuses[status] = (counted.statuses[status] ?? 0) + 1;
    this.#counts.set(key, counted);
  }

  list() {
    return [...this.#counts.values()];
  }

  reset(): void {
    this.#counts.clear();
  }
}

/** Adds `/_sandbox/...`: what was posted, what others say, and how the networks misbehave. */
export function addControl(
  server: FastifyInstance,
  ctx: { world: World; programs: ReadonlyMap<NetworkId, Program>; calls: CallCounts },
): void {
  const { world, programs, calls } = ctx;

  server.get("/_sandbox/posts", async (request) => {
    const asked = z
      .object({
        network: z.enum(networkIds).optional(),
        account: z.string().optional(),
        all: z.string().optional(),
      })
      .parse(request.query);
    const chosen = asked.network ? [programs.get(asked.network)] : [...programs.values()];
    const entries = chosen.flatMap((program) => {
      if (!program) return [];
      return asked.account === undefined
        ? program.ledger.all()
        : program.ledger.ofAccount(program.accountNamed?.(asked.account) ?? asked.account);
    });
    const posts = entries
      .filter((entry) => entry.account !== null && (asked.all || (entry.isPublic && !entry.deletedAt)))
      .sort((left, right) => left.sequence - right.sequence);
    return { posts: posts.map(shown) };
  });

  server.post("/_sandbox/faults", async (request, reply) => {
    const fault = world.addFault(FaultRequest.parse(bodyOf(request.body)));
    return reply.code(201).send({ id: fault.id, ...fault.request });
  });
  server.get("/_sandbox/faults", async () => ({
    faults: world.allFaults().map((fault) => ({ id: fault.id, ...fault.request, applied: fault.applied })),
  }));
  server.delete("/_sandbox/faults", async (_request, reply) => {
    world.clearFaults();
    return reply.code(204).send();
  });
  server.delete<{ Params: { id: string } }>("/_sandbox/faults/:id", async (request, reply) =>
    reply.code(world.removeFault(request.params.id) ? 204 : 404).send(),
  );

  server.post("/_sandbox/mentions", async (request, reply) => {
    const { mentions } = MentionsRequest.parse(bodyOf(request.body));
    const kept = mentions.map((mention) => ({
      network: mention.network,
      id: programs.get(mention.network)?.hear(heardFrom(mention, world.now())),
    }));
    return reply.code(201).send({ mentions: kept });
  });
  // Ids of Bluesky hold slashes, so the rest of the path is the id.
  server.delete<{ Params: { "*": string } }>("/_sandbox/mentions/*", async (request, reply) => {
    const id = decodeURIComponent(request.params["*"]);
    const found = [...programs.values()].some((program) => program.forget(id));
    return reply.code(found ? 204 : 404).send();
  });

  server.patch<{ Params: { "*": string } }>("/_sandbox/mentions/*", async (request, reply) => {
    const id = decodeURIComponent(request.params["*"]);
    const change = RevisionRequest.parse(bodyOf(request.body));
    const found = [...programs.values()].some((program) => program.revise?.(id, change) ?? false);
    return reply.code(found ? 204 : 404).send();
  });

  server.post("/_sandbox/limits", async (request) => {
    world.rates.isEnforced = z.strictObject({ enforced: z.boolean() }).parse(bodyOf(request.body)).enforced;
    return { enforced: world.rates.isEnforced };
  });
  server.post("/_sandbox/clock", async (request) => {
    world.advance(z.strictObject({ advanceSeconds: z.number() }).parse(bodyOf(request.body)).advanceSeconds);
    return { now: world.now().toISOString() };
  });
  server.post("/_sandbox/streams/drop", async (_request, reply) => {
    world.streams.drop();
    return reply.code(204).send();
  });
  server.post("/_sandbox/streams/silence", async (request) => {
    const { seconds } = z.strictObject({ seconds: z.number().nonnegative() }).parse(bodyOf(request.body));
    const until = new Date(world.now().getTime() + seconds * 1000);
    world.streams.silence(until);
    return { silentUntil: until.toISOString() };
  });
  server.get("/_sandbox/costs", async () => ({
    costs: [...programs.values()].flatMap(({ id, costUsd }) =>
      costUsd ? [{ network: id, usd: costUsd() }] : [],
    ),
  }));
  server.get("/_sandbox/requests", async () => ({ requests: calls.list() }));
  server.post("/_sandbox/reset", async (_request, reply) => {
    for (const program of programs.values()) program.reset();
    world.reset();
    calls.reset();
    return reply.code(204).send();
  });
}

function shown(entry: Entry) {
  return {
    network: entry.network,
    account: entry.account,
    id: entry.id,
    text: entry.text,
    createdAt: entry.acceptedAt.toISOString(),
    replyTo: entry.replyTo,
    media: entry.media.map(({ alt }) => ({ alt })),
    ...(entry.idempotencyKey === undefined ? {} : { idempotencyKey: entry.idempotencyKey }),
    ...(entry.slug === undefined ? {} : { slug: entry.slug }),
    ...(entry.deletedAt ? { deletedAt: entry.deletedAt.toISOString() } : {}),
    ...(entry.isPublic ? {} : { draft: true }),
  };
}

function heardFrom(mention: z.infer<typeof MentionsRequest>["mentions"][number], now: Date): Heard {
  return {
    text: mention.text,
    author: { ...mention.author, name: mention.author.name ?? mention.author.handle },
    publishedAt: mention.publishedAt ? new Date(mention.publishedAt) : now,
    language: mention.language ?? null,
    mentions: mention.mentions ?? null,
    tag: mention.tag ?? null,
    replyTo: mention.replyTo ?? null,
  };
}

function bodyOf(body: unknown): unknown {
  return Buffer.isBuffer(body) ? JSON.parse(body.toString("utf8")) : body;
}
