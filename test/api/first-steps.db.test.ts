import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

interface Session {
  workspace: { id: string; firstSteps: string[] };
}
let vigie: TestApp;
beforeEach(async () => {
  vigie = await startTestApp();
});
afterEach(() => vigie.close());

async function joined(name: string): Promise<Visitor> {
  const invited = await vigie.call<{ link: string }>("POST", "/invitations", { role: "editor" });
  const token = new URL(invited.body.link).hash.slice(1);
  const someone = visitor(vigie.server);
  const person = { name, email: `${name}@lumen.example`, password: "lune tasse brouillard" };
  expect((await someone.call("POST", "/invitations/accept", { token, ...person })).status).toBe(201);
  return someone;
}
const behind = async (someone: Visitor) =>
  (await someone.call<Session>("GET", "/session")).body.workspace.firstSteps;

test("a first step that is put behind stays there, for that person alone, and once", async () => {
  const ana = await joined("ana");
  const ben = await joined("ben");
  expect(await behind(ana)).toEqual([]);
  const put = await ana.call<Session>("POST", "/me/first-steps", { step: "rest" });
  expect(put).toMatchObject({ status: 200, body: { workspace: { firstSteps: ["rest"] } } });
  expect((await ana.call("POST", "/me/first-steps", { step: "rest" })).status).toBe(200);
  expect((await ana.call("POST", "/me/first-steps", { step: "post" })).status).toBe(200);
  expect(await behind(ana)).toEqual(["rest", "post"]);
  expect(await behind(ben)).toEqual([]);
});

test("a step that there is not is refused, and a key has none", async () => {
  const ana = await joined("ana");
  expect((await ana.call("POST", "/me/first-steps", { step: "dance" })).status).toBe(422);
  expect((await vigie.call("POST", "/me/first-steps", { step: "rest" })).status).toBe(403);
});
