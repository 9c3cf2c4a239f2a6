import { afterAll, beforeAll, expect, test } from "vitest";
import { createRssSource } from "../../src/connectors/rss/source.ts";
import { textOf } from "../../src/listening/mention-text.ts";
import type { Cursor, PollOutcome } from "../../src/listening/source.ts";
import { accessTo } from "../support/access.ts";
import { describePeer, peer } from "../support/peers.ts";

const port = "18088";
const origin = `http://127.0.0.1:${port}`;
const nginx = peer("feeds-nginx.sh", { args: [port] });
const source = createRssSource();

function poll(
  file: string,
  cursor: Cursor | null = null,
  credentials: { username: string; password: string } | null = null,
): Promise<PollOutcome> {
  const request = {
    access: accessTo("", credentials),
    settings: { url: `${origin}/${file}` },
    terms: [],
    cursor,
    now: new Date(),
  };
  return source.poll(request, AbortSignal.timeout(30_000));
}

function pageOf(outcome: PollOutcome) {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
}

describePeer("feeds-nginx.sh", "feeds served by nginx", () => {
  beforeAll(() => nginx.start());
  afterAll(() => nginx.stop());

  test.each(["rss.xml", "atom.xml", "feed.json"])(
    "%s is read, and only once while it does not change",
    async (file) => {
      const first = pageOf(await poll(file));
      expect(first.mentions.length).toBeGreaterThanOrEqual(3);
      expect(first.mentions.at(-1)).toMatchObject({
        remoteId: "urn:peer:1",
        url: `${origin}/e/1`,
        title: "First news 1 about Vigie",
        publishedAt: expect.any(Date),
      });
      expect(first.cursor).toMatchObject({
        etag: expect.stringMatching(/^W\//),
        lastModified: expect.any(String),
      });
      expect(await poll(file, first.cursor)).toEqual({ kind: "unchanged" });
    },
  );

  test("a new entry is found by the next reading", async () => {
    const before = pageOf(await poll("rss.xml"));
    await nginx.command("add", port, "Grève & <colère>");
    const after = pageOf(await poll("rss.xml", before.cursor));
    expect(after.mentions).toHaveLength(before.mentions.length + 1);
    const [newest] = after.mentions;
    expect(newest && textOf(newest, 1000)).toContain("Grève & <colère>\n\n");
  });

  test("a feed that moved tells where to", async () => {
    expect(pageOf(await poll("moved.xml")).movedTo).toBe(`${origin}/rss.xml`);
  });

  test("a feed that is gone is not asked again", async () => {
    expect(await poll("gone.xml")).toMatchObject({ kind: "refused", because: "gone" });
  });

  test("a busy server says when to come back", async () => {
    expect(await poll("busy.xml")).toMatchObject({ kind: "retry", afterSeconds: 30 });
  });

  test("a private feed opens to its reader only", async () => {
    expect(await poll("private.xml")).toMatchObject({ kind: "refused", because: "credentials" });
    const reader = { username: "reader", password: "reader-pass" };
    expect((await poll("private.xml", null, reader)).kind).toBe("page");
    expect(await poll("private.xml", null, { ...reader, password: "wrong" })).toEqual({
      kind: "refused",
      because: "credentials",
      detail: "the server does not accept this user name and password (401 Unauthorized)",
    });
  });

  test("a limit on readers means later", async () => {
    const outcomes = [];
    for (let reading = 0; reading < 4; reading++) outcomes.push(await poll("limited.xml"));
    expect(outcomes.at(-1)).toEqual({ kind: "retry", detail: "the server answers 429 Too Many Requests" });
  });

  test("half a feed, no feed and no answer mean later, each in its own words", async () => {
    expect(await poll("truncated.xml")).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("middle"),
    });
    expect(await poll("missing.xml")).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("404"),
    });
    expect(await poll("cut.xml")).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("not arrive whole"),
    });
  });
});
