import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";

let t: TestApp;
let address: string;
beforeAll(async () => {
  t = await startTestApp();
  address = await t.server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => t.close());

/** Reads a stream of server-sent events until `enough` of it holds. */
async function readEvents(
  headers: Record<string, string>,
  enough: (text: string) => boolean,
): Promise<string> {
  const end = new AbortController();
  const reply = await fetch(`${address}/api/v1/events`, {
    headers: { authorization: `Bearer ${t.key}`, ...headers },
    signal: end.signal,
  });
  expect(reply.headers.get("content-type")).toContain("text/event-stream");
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of reply.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (enough(text)) break;
  }
  end.abort();
  return text;
}

const tell = (workspaceId: string, what: string) =>
  t.app.db.event.create({ data: { workspaceId, kind: "publication", data: { what } } });

test("a reader hears of a change of its workspace as it happens, and of no other's", async () => {
  const other = await t.app.db.workspace.create({ data: { name: "Other" } });
  let hasHeard = false;
  const heard = readEvents({}, (text) => {
    hasHeard = text.includes("mine");
    return hasHeard;
  });
  // When a reader begins to watch is nobody's to say: it is told until it hears.
  await expect
    .poll(async () => {
      await tell(other.id, "theirs");
      await tell(t.workspaceId, "mine");
      return hasHeard;
    })
    .toBe(true);
  expect(await heard).toMatch(/id: \d+\nevent: publication\ndata: \{"what":"mine"\}\n\n/);
  expect(await heard).not.toContain("theirs");
});

test("a reader that was away gets what it missed, from the last event it saw", async () => {
  const first = await tell(t.workspaceId, "seen before");
  await tell(t.workspaceId, "missed");
  const text = await readEvents({ "last-event-id": String(first.id) }, (sofar) => sofar.includes("missed"));
  expect(text).not.toContain("seen before");
});

test("nobody listens in without a key", async () => {
  expect((await fetch(`${address}/api/v1/events`)).status).toBe(401);
});
