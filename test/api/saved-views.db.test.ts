import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

interface View {
  id: string;
  name: string;
  search: Record<string, unknown>;
}
const password = "lune tasse brouillard";
let vigie: TestApp;
let ana: Visitor;
beforeEach(async () => {
  vigie = await startTestApp();
  ana = await joined("editor", "ana");
});
afterEach(() => vigie.close());

async function joined(role: string, name: string): Promise<Visitor> {
  const invited = await vigie.call<{ link: string }>("POST", "/invitations", { role });
  const token = new URL(invited.body.link).hash.slice(1);
  const someone = visitor(vigie.server);
  const email = `${name}@lumen.example`;
  const entered = await someone.call("POST", "/invitations/accept", { token, name, email, password });
  expect(entered.status).toBe(201);
  return someone;
}

const viewsOf = async (someone: Visitor, room = "calendar") =>
  (await someone.call<{ items: View[] }>("GET", `/saved-views?room=${room}`)).body.items;

test("filters are kept under a name for one person and one room, replaced under the same name, and forgotten", async () => {
  const made = await ana.call<View>("POST", "/saved-views", {
    room: "calendar",
    name: "  Ce qui attend ",
    search: { view: "month", states: ["approval", "held"], lanes: true },
  });
  expect(made).toMatchObject({ status: 201, body: { name: "Ce qui attend" } });
  const other = { room: "mentions", name: "Ce qui attend", search: { label: "negative" } };
  expect((await ana.call("POST", "/saved-views", other)).status).toBe(201);
  const again = { room: "calendar", name: "Ce qui attend", search: { states: ["held"] } };
  expect((await ana.call<View>("POST", "/saved-views", again)).body.id).toBe(made.body.id);
  expect(await viewsOf(ana)).toMatchObject([{ id: made.body.id, search: { states: ["held"] } }]);

  expect((await ana.call("DELETE", `/saved-views/${made.body.id}`)).status).toBe(204);
  expect(await viewsOf(ana)).toEqual([]);
  expect(await viewsOf(ana, "mentions")).toHaveLength(1);
});

test("nobody else sees a view or removes it; a key has none; who leaves takes theirs along", async () => {
  const { body } = await ana.call<View>("POST", "/saved-views", {
    room: "calendar",
    name: "À moi",
    search: { view: "list" },
  });
  const ben = await joined("owner", "ben");
  expect(await viewsOf(ben)).toEqual([]);
  expect((await ben.call("DELETE", `/saved-views/${body.id}`)).status).toBe(404);
  expect((await vigie.call("GET", "/saved-views?room=calendar")).status).toBe(403);
  expect((await ana.call("DELETE", "/me/membership")).status).toBe(204);
  expect(await vigie.app.db.savedView.count()).toBe(0);
  expect((await ana.call("GET", "/saved-views?room=calendar")).status).toBe(403);
});

test("what no address says is refused, and so is a name without end", async () => {
  const view = { room: "calendar", name: "A", search: {} };
  const refusals = [
    { ...view, room: "kitchen" },
    { ...view, name: " " },
    { ...view, name: "a".repeat(61) },
    { ...view, search: { states: { deep: true } } },
    { ...view, search: Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`f${at}`, "x"])) },
  ];
  for (const body of refusals) expect((await ana.call("POST", "/saved-views", body)).status).toBe(422);
  await vigie.app.db.$transaction(async (tx) => {
    const { userId, workspaceId } = await tx.membership.findFirstOrThrow({ where: { role: "editor" } });
    const row = { userId, workspaceId, room: "calendar", search: {} };
    await tx.savedView.createMany({
      data: Array.from({ length: 50 }, (_, at) => ({ ...row, name: `${at}` })),
    });
  });
  expect((await ana.call("POST", "/saved-views", view)).status).toBe(422);
  expect((await ana.call("POST", "/saved-views", { ...view, name: "7" })).status).toBe(201);
});
