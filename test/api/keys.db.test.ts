import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

interface Key {
  id: string;
  key: string;
}
const makeKey = async (role: string) =>
  (await vigie.call<Key>("POST", "/api-keys", { name: role, role })).body;
const as = (key: string) => ({ authorization: `Bearer ${key}` });

test("a key says who calls, is shown once, and ends when it is removed", async () => {
  const { id, key } = await makeKey("analyst");
  const me = await vigie.call("GET", "/me", undefined, as(key));
  expect(me.body).toMatchObject({
    workspace: { id: vigie.workspaceId },
    key: { id, name: "analyst", role: "analyst" },
  });
  const list = await vigie.call<{ items: Key[] }>("GET", "/api-keys");
  expect(list.body.items.map((item) => item.id)).toContain(id);
  expect(JSON.stringify(list.body)).not.toContain(key);
  expect((await vigie.call("DELETE", `/api-keys/${id}`)).status).toBe(204);
  vigie.clock.pass(6); // a key that was just seen is believed for some seconds
  expect((await vigie.call("GET", "/me", undefined, as(key))).status).toBe(401);
  expect((await vigie.call("DELETE", `/api-keys/${id}`)).status).toBe(404);
});

test("nobody makes or ends a key that may more than they may", async () => {
  const admin = as((await makeKey("admin")).key);
  const analyst = as((await makeKey("analyst")).key);
  const owner = await makeKey("owner");
  expect((await vigie.call("POST", "/api-keys", { name: "a", role: "owner" }, admin)).status).toBe(403);
  expect((await vigie.call("DELETE", `/api-keys/${owner.id}`, undefined, admin)).status).toBe(403);
  expect((await vigie.call("POST", "/api-keys", { name: "a", role: "editor" }, admin)).status).toBe(201);
  expect((await vigie.call("GET", "/api-keys", undefined, analyst)).status).toBe(403);
});

test("the key of the call itself is not ended by it", async () => {
  const me = await vigie.call<{ key: { id: string } }>("GET", "/me");
  expect((await vigie.call("DELETE", `/api-keys/${me.body.key.id}`)).status).toBe(409);
});
