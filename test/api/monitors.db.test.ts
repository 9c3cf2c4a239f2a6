import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { importText, line, monitorFor, refused } from "../support/asking.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

describe("what is not a monitor is refused with its place", () => {
  test("a parenthesis that is never closed, at its character, with what was probably meant", async () => {
    const answer = await refused(vigie, "POST", "/monitors", {
      name: "a",
      kind: "brand",
      query: "vigie AND (app",
    });
    expect(answer).toMatchObject({
      status: 422,
      pointer: "/query",
      code: "query-unclosed-group",
      position: 10,
    });
    expect(answer.detail).toContain("vigie AND (app)");
  });
  test("a preview says it the same way", async () => {
    const answer = await refused(vigie, "POST", "/monitors/preview", { query: 'caf "au lait', texts: [] });
    expect(answer).toMatchObject({ status: 422, pointer: "/query", position: 4 });
  });
  test("a NUL, which no text holds", async () => {
    const answer = await refused(vigie, "POST", "/monitors", { name: "a", kind: "brand", query: "vigie \0" });
    expect(answer).toMatchObject({ status: 422, pointer: "/query", position: 6 });
  });
  test("an unknown field", async () => {
    const body = { name: "a", kind: "brand", query: "a", colour: "red" };
    expect(await refused(vigie, "POST", "/monitors", body)).toMatchObject({
      status: 422,
      code: "unknown_field",
    });
  });
  test("a source that is not there, or is somebody else's", async () => {
    const body = { name: "a", kind: "brand", query: "a", sources: ["00000000-0000-0000-0000-000000000000"] };
    expect(await refused(vigie, "POST", "/monitors", body)).toMatchObject({
      status: 422,
      pointer: "/sources/0",
    });
  });
  test("an id that cannot be one is not found", async () =>
    expect(await refused(vigie, "GET", "/monitors/1'; drop table monitor")).toMatchObject({ status: 404 }));
});

test("a preview reads texts as listening does, with accents and languages", async () => {
  const reply = await vigie.call("POST", "/monitors/preview", {
    query: "greve AND lang:fr",
    texts: ["La grève des trains continue demain", "The greve is on, they say, and it goes on"],
  });
  expect(reply).toMatchObject({
    status: 200,
    body: { matches: [true, false], normalForm: "greve lang:fr" },
  });
});

test("a preview says in the reader's language what the query probably means instead", async () => {
  const body = { query: "vigie ou veilleuse", texts: ["veilleuse"] };
  const reply = await vigie.call("POST", "/monitors/preview", body, { "accept-language": "fr" });
  expect(reply.body).toMatchObject({
    matches: [false],
    hints: [
      { position: 6, length: 2, suggestion: "vigie OR veilleuse", message: expect.stringContaining("OR") },
    ],
  });
});

test("a monitor that is removed takes with it what only it found, and no more", async () => {
  const first = await monitorFor(vigie, "removal");
  const second = await monitorFor(vigie, "removal and keep", "removal keep");
  await importText(vigie, [line("r1", "removal"), line("r2", "removal keep")].join("\n"));
  const changed = await vigie.call("PATCH", `/monitors/${first}`, { query: "removal OR effacement" });
  expect(changed.body).toMatchObject({ query: "removal OR effacement", sources: "all" });
  await importText(vigie, line("r3", "effacement"));
  const ids = async () =>
    (
      await vigie.app.db.mention.findMany({
        where: { remoteId: { startsWith: "r" } },
        orderBy: { remoteId: "asc" },
      })
    ).map(({ remoteId }) => remoteId);
  expect(await ids()).toEqual(["r1", "r2", "r3"]);
  expect((await vigie.call("DELETE", `/monitors/${first}`)).status).toBe(204);
  expect(await ids()).toEqual(["r2"]);
  expect(await vigie.app.db.rollup.count({ where: { monitorId: first } })).toBe(0);
  const kept = await vigie.call("GET", `/reputation/summary?monitor=${second}`);
  expect(kept.body).toMatchObject({ mentions: 1 });
});

test("a query that an older version took and this one cannot read is told of, and the others go on", async () => {
  const unread = await monitorFor(vigie, "unread");
  const well = await monitorFor(vigie, "well");
  await vigie.app.db.monitor.update({ where: { id: unread }, data: { query: "unread AND (" } });
  await importText(vigie, line("u1", "unread and well"));
  const stored = await vigie.call("GET", `/mentions?monitor=${well}`);
  expect(stored.body).toMatchObject({ items: [{ remoteId: "u1", monitors: [well] }] });
  const told = await vigie.call("GET", `/monitors/${unread}`, undefined, { "accept-language": "fr" });
  expect(told.body).toMatchObject({ query: "unread AND (", fault: expect.stringContaining("parenthèse") });
  const other = await vigie.call("GET", `/monitors/${well}`);
  expect(other.body).toMatchObject({ fault: null });
});
