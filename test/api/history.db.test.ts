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
