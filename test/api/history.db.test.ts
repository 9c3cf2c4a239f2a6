import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { importText, line, monitorFor } from "../support/asking.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

interface Mention {
  id: string;
  network: string;
  text: string;
  monitors: string[];
}

describe("loading a history", () => {
  test("stores what a monitor asks for, once, and tells of every bad line", async () => {
    const monitor = await monitorFor(vigie, "acme");
    const file = [
      line("h1", "I love acme", {
        author: { handle: "@Ana", name: "Ana", followers: 7 },
        engagement: { likes: 2 },
      }),
      line("h1", "I love acme"),
      "",
      line("h2", "nothing of interest"),
      line("h3", "acme is broken again", { network: "x" }),
      line("h4", "acme", { mood: "bad" }),
      line("h5", "acme once more").slice(0, 40),
    ].join("\n");
    const first = await importText(vigie, file);
    expect(first.body).toMatchObject({ stored: 2, duplicate: 1, unmatched: 1, rejectedCount: 2 });
    expect(first.body.rejected.map((entry) => entry.line)).toEqual([6, 7]);
    expect((await importText(vigie, file, "text/plain; charset=utf-8")).body).toMatchObject({
      stored: 0,
      duplicate: 3,
    });
    const found = await vigie.call<{ items: Mention[] }>("GET", `/mentions?monitor=${monitor}&author=ana`);
    expect(found.body.items).toMatchObject([
      {
        network: "mastodon",
        remoteId: "h1",
        language: "en",
        sentiment: { label: "positive" },
        author: { handle: "Ana", name: "Ana", followers: 7 },
        engagement: { likes: 2, shares: 0, replies: 0 },
        monitors: [monitor],
      },
    ]);
  });
  test("as CSV brings the same, once, and tells of every bad line", async () => {
    await monitorFor(vigie, "tableur");
    const file = [
      "network;remoteId;text;publishedAt;author;likes",
      'x;c1;"j’adore ; tableur";2026-11-20T10:00:00Z;ana;2',
      "x;c2;tableur;2999-01-01T00:00:00Z;;",
      "x;c3;rien;2026-11-20T10:00:00Z;;",
      "x;c4;tableur;2026-11-20T10:00:00Z;;12k",
    ].join("\n");
    const { body } = await importText(vigie, file, "text/csv; charset=utf-8");
    expect(body).toMatchObject({ stored: 1, unmatched: 1, rejectedCount: 2 });
    expect(body.rejected.map((entry) => entry.line)).toEqual([3, 5]);
    expect((await importText(vigie, file, "text/csv")).body).toMatchObject({ stored: 0, duplicate: 1 });
    const broken = await importText(vigie, "network;mood\nx;sad", "text/csv");
    expect(broken.body).toMatchObject({
      stored: 0,
      rejected: [{ line: 1, message: expect.stringContaining('unknown column "mood"') }],
    });
  });
  test("with lines made to break it stores the others, and tells what was wrong with each", async () => {
    await monitorFor(vigie, "poison");
    const ideographs = (count: number) =>
      String.fromCharCode(...Array.from({ length: count }, (_, i) => 0x4e00 + ((i * 7919) % 20_000)));
    const file = [
      line(ideographs(1000), "poison, under an id that no index takes"),
      line("p2", "poison \0 and \ud83d half a pair \u202e from the right"),
      line("p3", "poison", { engagement: { likes: 1e300 } }),
      line("p4", "poison", { engagement: { likes: -1 } }),
      line("p5", "poison", { engagement: { likes: "12k" } }),
      line("p6", "poison", { publishedAt: "2099-01-01T00:00:00Z" }),
      line("p7", "poison", { publishedAt: "1970-01-01T00:00:00Z" }),
      line("p8", "poison", { url: `https://example.org/${"x".repeat(5000)}` }),
      line("p9", "poison", { author: { handle: "\0", name: "n".repeat(5000), followers: 2_147_483_647 } }),
      line("p10", `poison ${"🤷🏽".repeat(100_000)}`),
      line("p11", "poison", {
        engagement: { likes: 715_827_882, shares: 715_827_882, replies: 715_827_882 },
      }),
      line("\0", "poison under no id"),
      line("p13", "\0"),
    ].join("\n");
    const { status, body } = await importText(vigie, file);
    expect([status, body.stored]).toEqual([200, 6]);
    expect(body.rejected.map((entry) => entry.line)).toEqual([3, 4, 5, 6, 7, 12, 13]);
    expect(body.rejected.every((entry) => entry.message.length > 10)).toBe(true);
  });
  test("a content type that is not JSON Lines is refused", async () => {
    expect((await importText(vigie, line("t1", "acme"), "application/json")).status).toBe(415);
    expect((await importText(vigie, line("t1", "acme"), "application/x-www-form-urlencoded")).status).toBe(
      415,
    );
  });
  test("a file larger than any other body is taken in batches", async () => {
    const monitor = await monitorFor(vigie, "longues");
    const padding = " ".repeat(8_000);
    const file = Array.from({ length: 1500 }, (_, index) => line(`long-${index}`, "longues") + padding).join(
      "\n",
    );
    expect(file.length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await importText(vigie, file)).body).toMatchObject({ stored: 1500, rejectedCount: 0 });
    const summary = await vigie.call("GET", `/reputation/summary?monitor=${monitor}`);
    expect(summary.body).toMatchObject({ mentions: 1500 });
  });
  test("a client that goes away in the middle leaves whole batches, and the server goes on", async () => {
    await monitorFor(vigie, "partial");
    await vigie.server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = vigie.server.server.address() as AddressInfo;
    const request = http.request({
      port,
      method: "POST",
      path: "/api/v1/mentions/import",
      headers: { authorization: `Bearer ${vigie.key}`, "content-type": "application/jsonl" },
    });
    const gone = new Promise((resolve) => request.on("error", resolve));
    for (let index = 0; index < 1300; index += 1) request.write(`${line(`p${index}`, "partial")}\n`);
    const count = () => vigie.app.db.mention.count({ where: { remoteId: { startsWith: "p" } } });
    await expect.poll(count, { timeout: 10_000 }).toBe(1000);
    request.destroy();
    await gone;
    expect(await importText(vigie, line("p-last", "partial"))).toMatchObject({
      status: 200,
      body: { stored: 1 },
    });
    expect(await count()).toBe(1001);
  });
});
