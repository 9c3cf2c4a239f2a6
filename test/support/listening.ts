import { expect } from "vitest";
import { type Ingested, ingest } from "../../src/listening/ingest.ts";
import { type ListenNeeds, poll } from "../../src/listening/poll.ts";
import type { RawMention } from "../../src/listening/source.ts";
import { rollupDifferences } from "../../src/reputation/store.ts";
import { startTestApp, type TestApp } from "./app.ts";

/** The whole program with a sandbox to listen to, and the few moves that tests of listening and alerts repeat. */
export interface Hearing extends TestApp {
  needs: ListenNeeds;
  /** Adds a monitor that listens for this word; answers with its id. */
  monitor(query: string, more?: Record<string, unknown>): Promise<string>;
  /** Adds a source; answers with its id. */
  source(network: string, mode: string, more?: Record<string, unknown>): Promise<string>;
  /** A source as the API shows it. */
  shown(sourceId: string): Promise<ShownSource>;
  /** Others say something; answers with the remote ids. */
  said(...mentions: Record<string, unknown>[]): Promise<string[]>;
  /** Any call of the sandbox's control. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Asks a source that is due. */
  ask(sourceId: string, needs?: Partial<ListenNeeds>): Promise<void>;
  /** Stores texts as a history would. */
  load(items: readonly RawMention[], network?: string): Promise<Ingested>;
  /** Remote ids of what is stored for a monitor, in order of time. */
  heard(monitorId: string): Promise<string[]>;
  /** Fails unless each count is what the mentions say. */
  expectTrueCounts(): Promise<void>;
}

export interface ShownSource {
  state: string;
  intervalSeconds: number;
  failureCount: number;
  lastError: string | null;
  lastPolledAt: string | null;
  lastFoundAt: string | null;
  nextPollAt: string | null;
  rejected: { remoteId: string; reason: string; at: string }[];
}

export async function startHearing(options: Parameters<typeof startTestApp>[0] = {}): Promise<Hearing> {
  const t = await startTestApp(options);
  const needs: ListenNeeds = { ...t.app, networks: t.app.listening, ring: async () => undefined };
  const never = new AbortController().signal;
  const made = async (url: string, body: unknown): Promise<string> => {
    t.clock.pass(1); // nothing a person does happens at the instant of what they did before
    const reply = await t.call<{ id: string }>("POST", url, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return reply.body.id;
  };
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${t.sandbox.url}/_sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  return {
    ...t,
    needs,
    control,
    monitor: (query, more = {}) => made("/monitors", { name: query, kind: "brand", query, ...more }),
    source: (network, mode, more = {}) => made("/sources", { network, mode, ...more }),
    async shown(id) {
      const { status, body } = await t.call<ShownSource>("GET", `/sources/${id}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    },
    async said(...mentions) {
      const answer = (await control("POST", "mentions", { mentions })) as { mentions: { id: string }[] };
      return answer.mentions.map(({ id }) => id);
    },
    ask: (id, other = {}) => poll({ ...needs, ...other }, id, never),
    async load(items, network = "mastodon") {
      const listening = await needs.monitors.get(t.workspaceId);
      const batch = { workspaceId: t.workspaceId, sourceId: null };
      const named = items.map((raw) => ({ network, raw }));
      return ingest(needs, listening, { ...batch, items: named });
    },
    async heard(monitorId) {
      const links = await t.app.db.mentionMonitor.findMany({
        where: { monitorId },
        include: { mention: true },
        orderBy: { publishedAt: "asc" },
      });
      return links.map(({ mention }) => mention.remoteId);
    },
    expectTrueCounts: async () => expect(await rollupDifferences(t.app.db)).toEqual([]),
  };
}

/** A text as a source hands it over. */
export function rawMention(remoteId: string, text: string, more: Partial<RawMention> = {}): RawMention {
  return {
    remoteId,
    url: null,
    text,
    format: "plain",
    language: null,
    author: null,
    publishedAt: null,
    engagement: { likes: 0, shares: 0, replies: 0 },
    ...more,
  };
}
