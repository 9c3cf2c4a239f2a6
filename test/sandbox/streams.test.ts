import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Loose, useSandbox } from "./support.ts";

const sandbox = useSandbox();

const say = (network: string, text: string) =>
  sandbox.control("POST", "mentions", { mentions: [{ network, text, mentions: "marie" }] });

test("a Mastodon WebSocket subscribes to what it is told and refuses a wrong token", async () => {
  const socket = await open("/mastodon/api/v1/streaming?access_token=marie");
  socket.ws.send(JSON.stringify({ type: "subscribe", stream: "hashtag", tag: "veille" }));
  socket.ws.send(JSON.stringify({ type: "subscribe", stream: "user:notification" }));
  // An unknown message is answered after the subscriptions before it, so they are running then.
  socket.ws.send("hello");
  expect(await socket.next()).toEqual({ error: "Unknown message type", status: 400 });
  await say("mastodon", "heard #veille");
  const events = [await socket.next(), await socket.next()];
  expect(events.map((event) => event.event).sort()).toEqual(["notification", "update"]);
  const update = events.find((event) => event.event === "update");
  expect(update.stream).toEqual(["hashtag", "veille"]);
  expect(JSON.parse(update.payload).content).toContain("heard");
  socket.ws.close();
  await expect(open("/mastodon/api/v1/streaming?access_token=wrong")).rejects.toThrow("401");
});

test("a silent stream stays open and sends nothing; what was missed comes with the cursor", async () => {
  const socket = await open("/bluesky/subscribe?wantedCollections=app.bsky.feed.post");
  await say("bluesky", "first");
  const kinds = [
    await socket.next(),
    await socket.next(),
    await socket.next(),
    await socket.next(),
    await socket.next(),
  ];
  const first = kinds.at(-1);
  expect(first.commit.record.text).toBe("first");
  await sandbox.control("POST", "streams/silence", { seconds: 60 });
  await say("bluesky", "missed");
  await sandbox.control("POST", "clock", { advanceSeconds: 61 });
  await say("bluesky", "after");
  expect((await socket.next()).commit.record.text).toBe("after");
  const resumed = await open(
    `/bluesky/subscribe?wantedCollections=app.bsky.feed.post&cursor=${first.time_us + 1}`,
  );
  expect((await resumed.next()).commit.record.text).toBe("missed");
  resumed.ws.close();
  socket.ws.close();
});

test("streams can be cut without a farewell", async () => {
  const socket = await open("/bluesky/subscribe");
  const closed = new Promise((resolve) => socket.ws.on("close", resolve));
  await sandbox.control("POST", "streams/drop");
  expect(await closed).toBe(1006);
});

/** An open socket whose messages are taken one by one. */
async function open(path: string): Promise<{ ws: WebSocket; next(): Promise<Loose> }> {
  const ws = new WebSocket(sandbox.url().replace("http", "ws") + path);
  const waiting: ((message: Loose) => void)[] = [];
  const come: Loose[] = [];
  ws.on("message", (data) => {
    const message = JSON.parse(String(data));
    const taker = waiting.shift();
    if (taker) taker(message);
    else come.push(message);
  });
  await new Promise((resolve, reject) => {
    ws.on("open", resolve);
    ws.on("error", reject);
  });
  return {
    ws,
    next: () =>
      come.length > 0 ? Promise.resolve(come.shift()) : new Promise((taken) => waiting.push(taken)),
  };
}
