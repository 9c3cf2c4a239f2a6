import pg from "pg";
import type { Platform } from "../platform/platform.ts";

/** A change, as live views hear of it. */
export interface LiveEvent {
  id: bigint;
  workspaceId: string;
  kind: string;
  data: unknown;
  at: Date;
}

/** Hands each change to whoever watches its workspace. */
export interface EventHub {
  watch(workspaceId: string, hear: (event: LiveEvent) => void): () => void;
  /** Events behind `afterId`, oldest first, for a watcher that was away; at most a thousand. */
  missed(workspaceId: string, afterId: bigint): Promise<LiveEvent[]>;
  close(): Promise<void>;
}

const reconnectMilliseconds = 1000;

/** Listens to PostgreSQL for new events: one connection for all watchers of this process. */
export async function openEventHub(
  ctx: Pick<Platform, "db" | "log">,
  databaseUrl: string,
): Promise<EventHub> {
  const watchers = new Map<string, Set<(event: LiveEvent) => void>>();
  /** Ids told of and not read yet. Commits come in another order than ids: each is read by its own id. */
  const told = new Set<bigint>();
  let newest = (await ctx.db.event.aggregate({ _max: { id: true } }))._max.id ?? 0n;
  let client: pg.Client | null = null;
  let closed = false;
  let reading: Promise<void> | null = null;

  const hand = (events: readonly LiveEvent[]): void => {
    for (const event of events) {
      if (event.id > newest) newest = event.id;
      for (const hear of watchers.get(event.workspaceId) ?? []) hear(event);
    }
  };
  /** One read at a time; what is told meanwhile is read right after. */
  const read = async (): Promise<void> => {
    while (told.size > 0 && !closed) {
      const ids = [...told].slice(0, 1000);
      for (const id of ids) told.delete(id);
      hand(await ctx.db.event.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } }));
    }
  };
  const hearOf = (id: bigint): void => {
    told.add(id);
    reading ??= read()
      .catch((error: unknown) => ctx.log.warn({ err: error }, "live events could not be read"))
      .finally(() => {
        reading = null;
      });
  };
  const connect = async (): Promise<void> => {
    client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    client.on("error", (error) => ctx.log.warn({ err: error }, "live events lost their connection"));
    client.on("notification", ({ payload }) => hearOf(BigInt(payload ?? "0")));
    client.once("end", () => {
      if (!closed) setTimeout(() => connect().catch(retry), reconnectMilliseconds);
    });
    await client.connect();
    await client.query("listen vigie_event");
    // What was told while nobody listened.
    hand(await ctx.db.event.findMany({ where: { id: { gt: newest } }, orderBy: { id: "asc" }, take: 1000 }));
  };
  const retry = (error: unknown): void => {
    ctx.log.warn({ err: error }, "live events cannot connect");
    if (!closed) setTimeout(() => connect().catch(retry), reconnectMilliseconds);
  };
  await connect();

  return {
    watch(workspaceId, hear) {
      const hearers = watchers.get(workspaceId) ?? new Set();
      watchers.set(workspaceId, hearers.add(hear));
      return () => {
        hearers.delete(hear);
        if (hearers.size === 0) watchers.delete(workspaceId);
      };
    },
    missed: (workspaceId, afterId) =>
      ctx.db.event.findMany({
        where: { workspaceId, id: { gt: afterId } },
        orderBy: { id: "asc" },
        take: 1000,
      }),
    async close() {
      closed = true;
      await client?.end();
      await reading;
    },
  };
}
