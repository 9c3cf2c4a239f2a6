import { afterEach, beforeEach, expect, test } from "vitest";
import { repliesSource } from "../../src/connectors/mastodon/source-replies.ts";
import { searchSource } from "../../src/connectors/mastodon/source-search.ts";
import { streamSource } from "../../src/connectors/mastodon/source-stream.ts";
import type { Cursor, PollOutcome } from "../../src/listening/source.ts";
import { accessTo } from "../support/access.ts";
import { type LocalServer, localServer } from "../support/local-server.ts";

/** What the server has, newest first; it knows no `min_id` but theirs. */
let statuses: Record<string, unknown>[];
let server: LocalServer;
beforeEach(async () => {
  statuses = [];
  server = await localServer(({ path }, response) => {
    const url = new URL(path, "http://x");
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname.endsWith("verify_credentials")) return json(200, account);
    if (url.pathname.endsWith("/search")) return json(404, { error: "not here" });
    if (url.pathname.includes("/streaming/")) return void response.writeHead(200).write(":)\n");
    const after = url.searchParams.get("min_id");
    const place = statuses.findIndex(({ id }) => id === after);
    if (after !== null && place === -1) return json(400, { error: "min_id: no such id" });
    const newer = after === null ? statuses : statuses.slice(0, place);
    const page = after === null ? newer.slice(0, 40) : newer.slice(-40);
    const isNotified = url.pathname.endsWith("/notifications");
    return json(200, isNotified ? page.map((status) => ({ id: status.id, type: "mention", status })) : page);
  });
});
afterEach(() => server.close());

const account = { id: "1", username: "brand", acct: "brand" };
const status = (id: unknown) => ({
  id,
  uri: `https://m.example/${id}`,
  created_at: "2026-11-21T10:00:00Z",
  content: `<p>${id}</p>`,
  account,
});
const soon = () => AbortSignal.timeout(10_000);
const request = (cursor: Cursor | null) => ({
  access: accessTo(server.origin, { accessToken: "t" }),
  terms: [],
  cursor,
  now: new Date("2026-11-21T12:00:00Z"),
});
const pageOf = (outcome: PollOutcome) => {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
};
/** Each reads until there is no more, from a cursor on; gives what it read. */
const readers = {
  async search(minId: string) {
    const settings = searchSource.settings.parse({ timeline: "public", search: false });
    return walk({ public: minId }, (cursor) => searchSource.poll({ ...request(cursor), settings }, soon()));
  },
  async replies(minId: string) {
    return walk({ minId, name: "@brand", url: "" }, (cursor) =>
      repliesSource.poll({ ...request(cursor), settings: {} }, soon()),
    );
  },
  async stream(minId: string) {
    const settings = streamSource.settings.parse({ streamingUrl: server.origin, silenceSeconds: 0.2 });
    const batches = streamSource.stream({ ...request({ minId }), settings, wants: () => true }, soon());
    const read: string[] = [];
    for (let next = await batches.next(); ; next = await batches.next()) {
      // The stream itself says nothing: it is given up after its silence.
      if (next.done) return next.value.kind === "retry" ? read : [JSON.stringify(next.value)];
      read.push(...next.value.mentions.map(({ remoteId }) => remoteId));
    }
  },
};
async function walk(cursor: Cursor, poll: (cursor: Cursor) => Promise<PollOutcome>): Promise<string[]> {
  const read: string[] = [];
  for (let at = cursor, calls = 1; ; calls += 1) {
    const page = pageOf(await poll(at));
    read.push(...page.mentions.map(({ remoteId }) => remoteId));
    if (!page.more) return read;
    expect(calls).toBeLessThan(10);
    at = page.cursor;
  }
}
const names = Object.keys(readers) as (keyof typeof readers)[];

test.each(names)("a place that the server does not accept any more is left behind (%s)", async (name) => {
  statuses = [status("3"), status("2")];
  expect((await readers[name]("of another server")).sort()).toEqual([
    "https://m.example/2",
    "https://m.example/3",
  ]);
});

test.each(names)(
  "a status whose id cannot be read, newest of a full page, holds up nothing (%s)",
  async (name) => {
    const older = Array.from({ length: 39 }, (_, i) => status(`${50 - i}`));
    statuses = [status("99"), status({ odd: true }), ...older, status("0")];
    const read = await readers[name]("0");
    expect(read).toHaveLength(40);
    expect(read).toContain("https://m.example/99");
  },
);
