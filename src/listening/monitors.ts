import type { Database } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Secrets } from "../platform/secrets.ts";
import { type OwnSentiment, ownOptions, type ScoreOptions } from "../sentiment/own.ts";
import { compileMatcher, type Matcher } from "./matcher.ts";
import { authorKeys } from "./personal-data.ts";
import { parseQuery, queryTerms } from "./query.ts";
import { loadOwnSentiment } from "./store-sentiment.ts";

/** What a workspace listens for, compiled once and used until a monitor changes. */
export interface Listening {
  matcher: Matcher;
  /** By monitor id: the only sources it listens to; absent: all. */
  restrictedTo: ReadonlyMap<string, ReadonlySet<string>>;
  /** Words that a source may search its network for, by monitor id. */
  terms: ReadonlyMap<string, readonly string[]>;
  /** Whether an author's data was erased here: nothing of theirs is stored again. */
  isErased: IsErased;
  /** What the workspace weighs itself in texts of a language. */
  scoring: (language: string) => ScoreOptions;
  queries: Queries;
  /** Monitors whose query cannot be read, and for which nothing is collected. */
  unread: readonly string[];
}

/** The monitors of a workspace as they were written, and what is its own in reading sentiment. */
export interface Queries {
  /** Changes whenever one of them does. */
  signature: string;
  monitors: readonly { id: string; query: string; sourceIds: "all" | readonly string[] }[];
  sentiment: OwnSentiment;
}

export type IsErased = (network: string, handle: string) => boolean;

/** Ids of the monitors that match and listen to this source. `sourceId` null: a file, which is for all. */
export function matching(
  listening: Listening,
  sourceId: string | null,
  input: Parameters<Matcher["match"]>[0],
): string[] {
  if (input.authorHandle !== null && listening.isErased(input.network, input.authorHandle)) return [];
  const found = listening.matcher.match(input);
  if (sourceId === null || listening.restrictedTo.size === 0) return found;
  return found.filter((id) => listening.restrictedTo.get(id)?.has(sourceId) ?? true);
}

/** Words of all monitors that listen to a source, each once. */
export function termsFor(listening: Listening, sourceId: string): string[] {
  const ids = [...listening.terms.keys()].filter(
    (id) => listening.restrictedTo.get(id)?.has(sourceId) ?? true,
  );
  return [...new Set(ids.flatMap((id) => listening.terms.get(id) ?? []))];
}

/** Compiled monitors by workspace, for as long as this process runs. */
export interface MonitorCache {
  get(workspaceId: string): Promise<Listening>;
}

export function cacheMonitors({
  db,
  secrets,
  log,
}: Pick<Platform, "db" | "log"> & { secrets: Pick<Secrets, "marks"> }): MonitorCache {
  const kept = new Map<string, { signature: string; listening: Listening }>();
  return {
    async get(workspaceId) {
      const signature = await signatureOf(db, workspaceId);
      const found = kept.get(workspaceId);
      if (found?.signature === signature) return found.listening;
      const [monitors, sentiment, isErased] = await Promise.all([
        loadQueries(db, workspaceId),
        loadOwnSentiment(db, workspaceId),
        loadErased(db, secrets, workspaceId),
      ]);
      const listening = listeningFor({ signature, monitors, sentiment }, isErased);
      if (listening.unread.length > 0)
        log.error(
          { workspaceId, monitorIds: listening.unread },
          "an older version took the queries of these monitors, and this one cannot read them: nothing is collected for them",
        );
      kept.set(workspaceId, { signature, listening });
      return listening;
    },
  };
}

/** Changes whenever a monitor is added, changed or removed, an author erased, or sentiment is to be read otherwise. */
async function signatureOf(db: Database, workspaceId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ signature: string }[]>`
    select concat_ws(' ', count(*), max(updated_at),
      (select count(*) from erasure where workspace_id = ${workspaceId}::uuid),
      (select concat_ws(' ', count(*), sum(weight), max(created_at)) from sentiment_rule
        where workspace_id = ${workspaceId}::uuid),
      (select learned_at from learned_sentiment where workspace_id = ${workspaceId}::uuid and in_use)) as signature
    from monitor where workspace_id = ${workspaceId}::uuid`;
  return row?.signature ?? "";
}

async function loadQueries(db: Database, workspaceId: string): Promise<Queries["monitors"]> {
  const rows = await db.monitor.findMany({
    where: { workspaceId },
    orderBy: { id: "asc" },
    include: { sources: { select: { sourceId: true } } },
  });
  return rows.map(({ id, query, allSources, sources }) => ({
    id,
    query,
    sourceIds: allSources ? "all" : sources.map(({ sourceId }) => sourceId),
  }));
}

async function loadErased(
  db: Database,
  secrets: Pick<Secrets, "marks">,
  workspaceId: string,
): Promise<IsErased> {
  const erasures = await db.erasure.findMany({ where: { workspaceId }, select: { authorKey: true } });
  const erased = new Set(erasures.map(({ authorKey }) => authorKey));
  return (network, handle) =>
    erased.size > 0 && authorKeys(secrets, workspaceId, network, handle).some((key) => erased.has(key));
}

/** Compiles them. */
export function listeningFor(queries: Queries, isErased: IsErased): Listening {
  const unread: string[] = [];
  const monitors = queries.monitors.flatMap(({ id, query }) => {
    const parsed = parseQuery(query);
    if (parsed.kind === "query") return [{ id, query: parsed.query }];
    unread.push(id);
    return [];
  });
  return {
    matcher: compileMatcher(monitors),
    restrictedTo: new Map(
      queries.monitors.flatMap(({ id, sourceIds }) =>
        sourceIds === "all" ? [] : [[id, new Set(sourceIds)] as const],
      ),
    ),
    terms: new Map(monitors.map(({ id, query }) => [id, queryTerms(query)])),
    isErased,
    scoring: ownOptions(queries.sentiment),
    queries,
    unread,
  };
}
