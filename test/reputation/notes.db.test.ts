import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let acme: string;
let globex: string;
beforeAll(async () => {
  vigie = await startHearing();
  acme = await vigie.monitor("acme");
  globex = await vigie.monitor("globex");
});
afterAll(() => vigie.close());

interface Note {
  id: string;
  text: string;
  at: string;
  monitor: string | null;
  createdBy: string;
}
const noted = async (query: string) =>
  (await vigie.call<{ items: Note[] }>("GET", `/notes?${query}`)).body.items.map(({ text }) => text);

test("a note stands beside the figures of its monitor, or of all", async () => {
  const write = (body: object) => vigie.call<Note>("POST", "/notes", body);
  const own = await write({ text: "Television", at: "2026-11-10T20:50:00Z", monitor: acme });
  expect(own.status).toBe(201);
  // Written as the clock in Paris showed it.
  const all = await write({
    text: "Strike of the post",
    at: { local: "2026-11-12T09:00", timeZone: "Europe/Paris" },
  });
  expect(all.body).toMatchObject({ at: "2026-11-12T08:00:00.000Z", monitor: null });
  expect(await noted(`monitor=${acme}`)).toEqual(["Strike of the post", "Television"]);
  expect(await noted(`monitor=${globex}`)).toEqual(["Strike of the post"]);
  expect(await noted(`monitor=${acme}&from=2026-11-10T20:50:00Z&to=2026-11-12T08:00:00Z`)).toEqual([
    "Television",
  ]);

  const moved = await vigie.call<Note>("PATCH", `/notes/${own.body.id}`, { text: "Radio", monitor: null });
  expect(moved.body).toMatchObject({ text: "Radio", at: own.body.at, monitor: null });
  expect((await vigie.call("DELETE", `/notes/${own.body.id}`)).status).toBe(204);
  expect((await vigie.call("DELETE", `/notes/${own.body.id}`)).status).toBe(404);
  expect(await noted(`monitor=${acme}`)).toEqual(["Strike of the post"]);
});

test.each([
  [{ at: "2026-11-10T20:50:00Z" }, "/text"],
  [{ text: " ", at: "2026-11-10T20:50:00Z" }, "/text"],
  [{ text: "x", at: "yesterday" }, "/at"],
  [{ text: "x", at: { local: "2026-02-30T09:00", timeZone: "Europe/Paris" } }, "/at/local"],
  [{ text: "x", at: { local: "2026-11-10T09:00", timeZone: "Europe/Pariss" } }, "/at/timeZone"],
  [{ text: "x", at: "2026-11-10T20:50:00Z", colour: "red" }, ""],
])("a note that says nothing, or at no time, is refused: %j", async (body, pointer) => {
  const { status, body: answer } = await vigie.call<{ errors: { pointer: string }[] }>(
    "POST",
    "/notes",
    body,
  );
  expect([status, [...new Set(answer.errors.map((error) => error.pointer))]]).toEqual([422, [pointer]]);
});
