import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { removeDemo } from "../../src/demo/removal.ts";
import { findOrMakeWorkspace } from "../../src/demo/store.ts";
import { firstOwnerCode } from "../../src/workspaces/first-owner.ts";
import { createKey } from "../../src/workspaces/keys.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { startTwoWorkspaces } from "../support/two-workspaces.ts";
import { visitor } from "../support/visitor.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const ownerOf = (t: TestApp) => ({
  name: "Marie Lenoir",
  email: "marie@lumen.example",
  password: "un phare sur la mer bleue",
  workspace: "Lumen",
  timeZone: "Europe/Paris",
  code: firstOwnerCode(t.app.secrets),
});

test("of a demo that is removed no row is left, whatever was in it, and the other workspaces are untouched", async () => {
  const t = await startTwoWorkspaces();
  endings.push(t.close);
  const { db } = t.app;
  await db.workspace.update({ where: { id: t.workspaceId }, data: { isDemo: true } });
  await db.event.create({ data: { workspaceId: t.workspaceId, kind: "alert", data: {} } });
  await t.call("POST", "/campaigns", { name: "One" }, { "idempotency-key": "a-key" });
  const others = () => db.membership.count({ where: { workspaceId: { not: t.workspaceId } } });
  const before = await others();
  expect(await t.snapshot()).toContain(t.workspaceId);
  expect((await t.call("DELETE", `/workspaces/${t.workspaceId}`)).status).toBe(204);
  // People keep their account, for the other workspaces they are in or come to.
  const left = (await t.snapshot()).split("\n").filter((line) => !/^\w+ $/.test(line));
  expect(left.map((line) => line.split(" ")[0])).toEqual(["user"]);
  expect(await db.event.count({ where: { workspaceId: t.workspaceId } })).toBe(0);
  expect(await db.idempotentReply.count({ where: { workspaceId: t.workspaceId } })).toBe(0);
  expect(await others()).toBe(before);
  t.clock.pass(10); // a key that was just seen is believed for five seconds
  expect((await t.call("GET", "/me")).status).toBe(401);
});

test("what is being written into the demo while it is removed goes with it", async () => {
  const t = await startTwoWorkspaces();
  endings.push(t.close);
  const { db } = t.app;
  const ofDemo = { workspaceId: t.workspaceId };
  await db.workspace.update({ where: { id: t.workspaceId }, data: { isDemo: true } });
  const { post, ...publication } = await db.publication.findFirstOrThrow({
    where: ofDemo,
    select: {
      profileId: true,
      network: true,
      state: true,
      post: { select: { text: true, status: true, createdBy: true } },
    },
  });
  let removed: ReturnType<typeof t.call> | undefined;
  await db.$transaction(async (tx) => {
    const written = await tx.post.create({ data: { ...ofDemo, ...post, id: randomUUID() } });
    await tx.publication.create({
      data: { ...ofDemo, ...publication, id: randomUUID(), postId: written.id },
    });
    removed = t.call("DELETE", `/workspaces/${t.workspaceId}`);
    const isWaiting = () => db.$queryRaw<unknown[]>`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await isWaiting()).length).toBeGreaterThan(0);
  });
  expect((await removed)?.status).toBe(204);
  expect(await db.publication.count({ where: ofDemo })).toBe(0);
});

test("only its owners remove the demo, and nothing but the demo is removed", async () => {
  const t = await startTestApp();
  endings.push(t.close);
  const { workspace } = await findOrMakeWorkspace(t.app);
  const remove = (id: string, key: string) =>
    t.call<{ code: string }>("DELETE", `/workspaces/${id}`, undefined, { authorization: `Bearer ${key}` });
  const { key: admin } = await createKey(t.app, workspace.id, { name: "admin", role: "admin" });
  expect((await remove(workspace.id, admin)).body.code).toBe("owners_only");
  expect((await remove(workspace.id, t.key)).status).toBe(404);
  expect((await remove(t.workspaceId, t.key)).body.code).toBe("not_the_demo");
  expect(await t.app.db.workspace.count()).toBe(2);
  expect(await t.app.db.demoRemoval.count()).toBe(0);
});

test("whoever removes the demo goes on in their other workspace, where it is written down", async () => {
  const t = await startTestApp();
  endings.push(t.close);
  const { workspace } = await findOrMakeWorkspace(t.app);
  const marie = visitor(t.server);
  await marie.call("POST", "/session/first-owner", ownerOf(t));
  await marie.call("PATCH", "/session", { workspace: workspace.id });
  expect((await marie.call("DELETE", `/workspaces/${workspace.id}`)).status).toBe(204);
  type Here = { workspace: { name: string }; workspaces: unknown[] };
  const { body } = await marie.call<Here>("GET", "/session");
  expect(body.workspace.name).toBe("Lumen");
  expect(body.workspaces.length).toBe(1);
  const log = await marie.call<{ items: { action: string; target: string }[] }>("GET", "/audit");
  expect(log.body.items[0]).toMatchObject({ action: "DELETE /workspaces/:id", target: workspace.id });
});

test("an owner of nothing but the demo gets a workspace of their own as it is removed", async () => {
  const t = await startTestApp();
  endings.push(t.close);
  const { workspace } = await findOrMakeWorkspace(t.app);
  const { key } = await createKey(t.app, workspace.id, { name: "demo", role: "owner" });
  const invited = await t.call<{ link: string }>(
    "POST",
    "/invitations",
    { role: "owner" },
    { authorization: `Bearer ${key}` },
  );
  const token = new URL(invited.body.link).hash.slice(1);
  const { name, email, password } = ownerOf(t);
  const guest = visitor(t.server);
  await guest.call("POST", "/invitations/accept", { token, name, email, password });
  expect((await guest.call("DELETE", `/workspaces/${workspace.id}`)).status).toBe(204);
  const { body } = await guest.call<{ workspace: object }>("GET", "/session");
  expect(body.workspace).toMatchObject({ name, isDemo: false, role: "owner" });
});

test("a demo that comes back belongs to the first owner again", async () => {
  const t = await startTestApp();
  endings.push(t.close);
  await findOrMakeWorkspace(t.app);
  const marie = visitor(t.server);
  await marie.call("POST", "/session/first-owner", ownerOf(t));
  expect(await removeDemo(t.app)).toBe(true);
  expect(await removeDemo(t.app)).toBe(false);
  const { workspace, isNew } = await findOrMakeWorkspace(t.app);
  expect(isNew).toBe(true);
  const { body } = await marie.call<{ workspaces: object[] }>("GET", "/session");
  expect(body.workspaces).toContainEqual(expect.objectContaining({ id: workspace.id, role: "owner" }));
});
