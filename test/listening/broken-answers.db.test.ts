import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Hearing, startHearing } from "../support/listening.ts";
import { type LocalServer, localServer, type Received } from "../support/local-server.ts";

/** Networks whose answers are broken on their way, by a server between Vigie and the sandbox. */
let vigie: Hearing;
let between: LocalServer;
let monitor: string;
/** What becomes of an answer's text. */
let damage: (body: string) => string;
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("vigie");
  between = await localServer((request, response) => void pass(request, response));
});
beforeEach(() => {
  damage = (body) => body;
});
afterEach(async () => {
  await vigie.app.db.mention.deleteMany();
  await vigie.app.db.rollup.deleteMany();
  await vigie.app.db.source.deleteMany();
  await vigie.control("POST", "reset");
});
afterAll(async () => {
  await between.close();
  await vigie.close();
});

async function pass(request: Received, response: ServerResponse): Promise<void> {
  const { authorization, "content-type": type } = request.headers;
  const answer = await fetch(`${vigie.sandbox.url}${request.path}`, {
    method: request.method,
    headers: { ...(authorization ? { authorization } : {}), ...(type ? { "content-type": type } : {}) },
    ...(request.body === "" ? {} : { body: request.body }),
  });
  const body = await answer.text();
  response
    .writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" })
    .end(answer.ok ? damage(body) : body);
}

const networks = ["mastodon", "bluesky", "x", "hackernews"] as const;
const credentials = {
  mastodon: { accessToken: "listener" },
  bluesky: { identifier: "listener.test", password: "app-pass-word-1234" },
  x: { accessToken: "marie" },
  hackernews: undefined,
};
const search = (network: (typeof networks)[number]) =>
  vigie.source(network, "search", {
    credentials: credentials[network],
    settings: { baseUrl: `${between.origin}/${network}` },
    intervalSeconds: 60,
  });

/** Every text with POISON in it becomes a number. */
function poisoned(value: unknown): unknown {
  if (typeof value === "string") return value.includes("POISON") ? 42 : value;
  if (Array.isArray(value)) return value.map(poisoned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one)]));
}

describe.each(networks)("a search of %s", (network) => {
  test("of which one item cannot be read gives the others, and shows that one with its reason", async () => {
    const source = await search(network);
    await vigie.said(
      { network, text: "vigie is here first" },
      { network, text: "vigie POISON" },
      { network, text: "vigie is here last" },
    );
    damage = (body) => JSON.stringify(poisoned(JSON.parse(body)));
    await vigie.ask(source);
    expect(await vigie.shown(source)).toMatchObject({ state: "active", failureCount: 0 });
    expect(await vigie.heard(monitor)).toHaveLength(2);
    const { rejected } = await vigie.shown(source);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.reason).not.toBe("");
    await vigie.expectTrueCounts();
  });

  test.each([
    ["half an answer", (body: string) => body.slice(0, Math.floor(body.length / 2))],
    ["a page", () => "<!doctype html><title>Maintenance</title><p>Back soon"],
    ["null", () => "null"],
    ["a word", () => '"soon"'],
    ["another shape", () => '{"data":7,"posts":{"a":1},"statuses":"none","hits":null}'],
  ])("that gets %s is asked again, and is well with the next whole answer", async (_what, broken) => {
    const source = await search(network);
    await vigie.said({ network, text: "vigie is here" });
    damage = broken;
    await vigie.ask(source);
    const failing = await vigie.shown(source);
    expect(failing.state).toBe("failing");
    // Its own words, not a fault of Vigie's that it ran into.
    expect(failing.lastError).not.toMatch(/Vigie failed/);
    damage = (body) => body;
    vigie.clock.set(new Date(failing.nextPollAt ?? ""));
    await vigie.ask(source);
    expect(await vigie.shown(source)).toMatchObject({ state: "active", failureCount: 0, lastError: null });
    expect(await vigie.heard(monitor)).toHaveLength(1);
  });
});
