import { parse } from "csv-parse/sync";
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

describe("searching mentions", () => {
  test("pages through them without losing or repeating one, in both orders", async () => {
    const monitor = await monitorFor(vigie, "paging");
    const at = (index: number) => new Date(Date.UTC(2026, 9, 1, 0, Math.floor(index / 3))).toISOString();
    const lines = Array.from({ length: 25 }, (_, index) =>
      line(`page-${index}`, `paging ${index}`, { publishedAt: at(index) }),
    );
    await importText(vigie, lines.join("\n"));
    const exact = encodeURIComponent('="paging"');
    for (const query of [
      `monitor=${monitor}`,
      "q=paging",
      `q=${exact}`,
      `monitor=${monitor}&q=paging`,
      `monitor=${monitor}&q=${exact}`,
    ])
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        let cursor: string | null = "";
        while (cursor !== null) {
          const url: string = `/mentions?${query}&order=${order}&limit=7${cursor ? `&cursor=${cursor}` : ""}`;
          const { body } = await vigie.call<{
            items: (Mention & { publishedAt: string })[];
            nextCursor: string | null;
          }>("GET", url);
          seen.push(...body.items.map((item) => `${item.publishedAt} ${item.id}`));
          cursor = body.nextCursor;
        }
        const sorted = [...seen].sort();
        expect(seen).toEqual(order === "asc" ? sorted : sorted.reverse());
        expect(new Set(seen).size).toBe(25);
      }
  });
  test("finds a rare word of a monitor behind thousands without it", async () => {
    const monitor = await monitorFor(vigie, "distant");
    const at = (index: number) => new Date(Date.UTC(2026, 9, 2, 0, 0, -index)).toISOString();
    const lines = Array.from({ length: 2100 }, (_, index) =>
      line(
        `distant-${index}`,
        index === 3 || index > 2097 ? `distant zanzibar ${index}` : `distant ${index}`,
        {
          publishedAt: at(index),
        },
      ),
    );
    for (let from = 0; from < lines.length; from += 700)
      await importText(vigie, lines.slice(from, from + 700).join("\n"));
    for (const query of ["zanzibar", '"distant zanzibar"']) {
      const { body } = await vigie.call<{ items: { remoteId: string }[]; nextCursor: string | null }>(
        "GET",
        `/mentions?monitor=${monitor}&q=${encodeURIComponent(query)}`,
      );
      expect(body.items.map(({ remoteId }) => remoteId)).toEqual([
        "distant-3",
        "distant-2098",
        "distant-2099",
      ]);
      expect(body.nextCursor).toBeNull();
    }
  });
  test("takes what is searched for to the letter", async () => {
    await monitorFor(vigie, "letters");
    await importText(vigie, [line("l1", "letters 100% ok"), line("l2", "letters 100 ok")].join("\n"));
    const found = await vigie.call<{ items: Mention[] }>(
      "GET",
      `/mentions?q=${encodeURIComponent('="100% ok"')}`,
    );
    expect(found.body.items.map((item) => item.text)).toEqual(["letters 100% ok"]);
  });
  test("finds those of a label, network, language and time", async () => {
    const monitor = await monitorFor(vigie, "filters");
    const day = (date: string) => ({ publishedAt: `2026-09-${date}T00:00:00Z` });
    await importText(
      vigie,
      [
        line("f1", "filters are wonderful and I love them", { ...day("01"), network: "x" }),
        line("f2", "filters are horrible and I hate them", day("02")),
        line("f3", "Les filters sont horribles, je les déteste", day("03")),
      ].join("\n"),
    );
    const idsOf = async (filter: string) => {
      const { body } = await vigie.call<{ items: { remoteId: string }[] }>(
        "GET",
        `/mentions?monitor=${monitor}&${filter}`,
      );
      return body.items.map((item) => item.remoteId);
    };
    expect(await idsOf("label=negative")).toEqual(["f3", "f2"]);
    expect(await idsOf("label=positive&network=x")).toEqual(["f1"]);
    expect(await idsOf("language=fr")).toEqual(["f3"]);
    expect(await idsOf("from=2026-09-01T00:00:00Z&to=2026-09-02T00:00:00Z")).toEqual(["f1"]);
    expect(await idsOf("label=none")).toEqual([]);
  });
  test("hands a list out as a table: its rows and no other, each page of it, formulas kept as text", async () => {
    const monitor = await monitorFor(vigie, "export");
    const many = Array.from({ length: 1203 }, (_, index) =>
      line(`e${index}`, index === 7 ? '=export("a"; "b")\n2' : `export ${index}`, {
        publishedAt: new Date(Date.UTC(2026, 9, 25, 0, 0, index)).toISOString(),
        network: index % 3 === 0 ? "x" : "bluesky",
        author: { handle: `@a${index}`, followers: index },
      }),
    );
    for (let from = 0; from < many.length; from += 700)
      await importText(vigie, many.slice(from, from + 700).join("\n"));
    const tableOf = async (query: string, delimiter: string) => {
      const { status, headers, body } = await vigie.call<string>(
        "GET",
        `/mentions/export?monitor=${monitor}&${query}`,
      );
      expect(status).toBe(200);
      expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
      return parse(body, { bom: true, columns: true, delimiter }) as Record<string, string>[];
    };
    const all = await tableOf("in=en&tz=Europe/Paris", ",");
    expect(all.map(({ Author }) => Author)).toEqual(
      Array.from({ length: 1203 }, (_, index) => `a${1202 - index}`),
    );
    expect(all.at(-8)).toMatchObject({
      Text: `'=export("a"; "b")\n2`,
      Published: "2026-10-25T00:00:07.000Z",
      "Local time": "2026-10-25 02:00",
      "Time zone": "Europe/Paris",
      Monitors: "export",
      Followers: "7",
      State: "to handle",
      "Answers sent": "0",
    });
    const some = await tableOf("in=fr&network=x&q=export&from=2026-10-25T00:10:00Z", ";");
    expect(some).toHaveLength(201);
    expect(new Set(some.map(({ Réseau }) => Réseau))).toEqual(new Set(["x"]));
    expect((await vigie.call("GET", "/mentions/export?q=(a")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions/export?lable=negative")).status).toBe(400);
  });
  test("a filter that is none is refused, and so is a NUL", async () => {
    expect((await vigie.call("GET", "/mentions?label=angry")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?from=yesterday")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?lable=negative")).status).toBe(400);
    expect((await vigie.call("GET", "/mentions?q=%00")).status).toBe(422);
    expect((await vigie.call("GET", "/mentions?monitor=nobody")).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});
