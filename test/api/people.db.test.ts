import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstOwnerCode } from "../../src/workspaces/first-owner.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { closeSmtpServers, smtpServer } from "../support/smtp-server.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

let vigie: TestApp;
let ana: Visitor;
afterEach(async () => {
  await vigie.close();
  await closeSmtpServers();
});

const password = "lune tasse brouillard";
interface Person {
  visitor: Visitor;
  id: string;
}
interface Invited {
  id: string;
  link: string;
  mail: string;
}

async function begin(env: Record<string, string> = {}): Promise<void> {
  vigie = await startTestApp({ env: { VIGIE_PUBLIC_URL: "http://vigie.example", ...env } });
  ana = visitor(vigie.server);
  const code = firstOwnerCode(vigie.app.secrets);
  const owner = { name: "Ana", email: "ana@lumen.example", password, workspace: "Lumen", code };
  expect((await ana.call("POST", "/session/first-owner", owner)).status).toBe(201);
}

const invite = async (from: Visitor, role: string, email: string | null = null) =>
  (await from.call<Invited>("POST", "/invitations", { role, email })).body;
const tokenOf = (invited: Invited) => new URL(invited.link).hash.slice(1);

async function join(role: string, name: string): Promise<Person> {
  const someone = visitor(vigie.server);
  const token = tokenOf(await invite(ana, role));
  const joined = await someone.call<{ user: { id: string } }>("POST", "/invitations/accept", {
    token,
    name,
    email: `${name}@lumen.example`,
    password,
  });
  expect(joined.status).toBe(201);
  return { visitor: someone, id: joined.body.user.id };
}
const idOf = async (someone: Visitor) =>
  (await someone.call<{ user: { id: string } }>("GET", "/me")).body.user.id;

describe("an invitation", () => {
  beforeEach(() => begin());

  test("makes an account for somebody new, with its role, once", async () => {
    const invited = await invite(ana, "editor", "Ben@Lumen.example");
    expect(invited).toMatchObject({ mail: "off", email: "ben@lumen.example", invitedBy: "Ana" });
    expect(invited.link).toMatch(/^http:\/\/vigie\.example\/invitation#[\w-]{43}$/);
    const token = tokenOf(invited);
    expect(JSON.stringify(await vigie.app.db.invitation.findMany())).not.toContain(token);
    const ben = visitor(vigie.server);
    expect((await ben.call("POST", "/invitations/look", { token })).body).toMatchObject({
      workspace: "Lumen",
      role: "editor",
      email: "ben@lumen.example",
      hasAccount: false,
    });
    expect((await ben.call("POST", "/invitations/accept", { token })).status).toBe(401);
    const wanted = { token, name: "Ben", password, email: "somebody@else.example", language: "en" };
    expect((await ben.call("POST", "/invitations/accept", { ...wanted, password: "short" })).status).toBe(
      422,
    );
    const twice = await Promise.all([
      ben.call("POST", "/invitations/accept", wanted),
      visitor(vigie.server).call("POST", "/invitations/accept", wanted),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
    const made = twice.find(({ status }) => status === 201);
    expect(made?.body).toMatchObject({
      user: { email: "ben@lumen.example" },
      workspace: { name: "Lumen", role: "editor" },
    });
    expect((await ana.call<{ items: unknown[] }>("GET", "/invitations")).body.items).toEqual([]);
    expect((await ana.call<{ items: unknown[] }>("GET", "/members")).body.items).toHaveLength(2);
  });

  test("lets somebody with an account join, if it is theirs", async () => {
    const ben = await join("editor", "ben");
    const second = await ana.call<{ id: string }>("POST", "/workspaces", { name: "Second" });
    await ana.call("PATCH", "/session", { workspace: second.body.id });
    const token = tokenOf(await invite(ana, "analyst", "ben@lumen.example"));
    const look = await ben.visitor.call("POST", "/invitations/look", { token });
    expect(look.body).toMatchObject({ workspace: "Second", hasAccount: true });
    const asNew = { token, name: "Ben again", password };
    expect((await visitor(vigie.server).call("POST", "/invitations/accept", asNew)).body).toMatchObject({
      code: "sign_in_first",
    });
    const other = await join("editor", "cleo");
    expect((await other.visitor.call("POST", "/invitations/accept", { token })).body).toMatchObject({
      code: "for_somebody_else",
    });
    const joined = await ben.visitor.call<{ workspaces: unknown[] }>("POST", "/invitations/accept", {
      token,
    });
    expect(joined.body).toMatchObject({ workspace: { name: "Second", role: "analyst" } });
    expect(joined.body.workspaces).toHaveLength(2);
  });

  test("ends after seven days, or when it is withdrawn, and like one that never was", async () => {
    const one = await invite(ana, "analyst");
    const other = await invite(ana, "analyst");
    expect((await ana.call("DELETE", `/invitations/${one.id}`)).status).toBe(204);
    expect((await ana.call("DELETE", `/invitations/${one.id}`)).status).toBe(404);
    vigie.clock.pass(7 * 86_400);
    const answers = await Promise.all(
      [tokenOf(one), tokenOf(other), "never-was"].map((token) =>
        visitor(vigie.server).call("POST", "/invitations/look", { token }),
      ),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(409);
      expect(body).toEqual(answers[0]?.body);
    }
  });
});

describe("an invitation by e-mail", () => {
  test("arrives where an SMTP server is set", async () => {
    const server = await smtpServer({});
    await begin({ SMTP_URL: server.url });
    const invited = await invite(ana, "editor", "ben@lumen.example");
    expect(invited.mail).toBe("sent");
    const heard = server.heard();
    expect(heard).toContain("RCPT TO:<ben@lumen.example>");
    expect(heard.replaceAll("=\r\n", "")).toContain(tokenOf(invited));
  });

  test("is shown all the same where the server refuses it", async () => {
    const server = await smtpServer({ RCPT: "550 no such person" });
    await begin({ SMTP_URL: server.url });
    expect(await invite(ana, "editor", "ben@lumen.example")).toMatchObject({ mail: "failed" });
  });
});

describe("a role", () => {
  beforeEach(() => begin());

  test("that is changed holds at once, and changes the token", async () => {
    const ben = await join("editor", "ben");
    expect((await ben.visitor.call("POST", "/monitors", {})).status).toBe(422);
    const before = ben.visitor.cookie();
    expect((await ana.call("PATCH", `/members/${ben.id}`, { role: "analyst" })).status).toBe(204);
    expect((await ben.visitor.call("POST", "/monitors", {})).status).toBe(403);
    await ben.visitor.call("GET", "/session");
    expect(ben.visitor.cookie()).not.toBe(before);
  });

  test("of a member who is taken out holds no longer; the account stays", async () => {
    const ben = await join("editor", "ben");
    expect((await ana.call("DELETE", `/members/${ben.id}`)).status).toBe(204);
    expect((await ben.visitor.call("GET", "/posts")).status).toBe(403);
    expect((await ben.visitor.call("GET", "/session")).body).toMatchObject({
      state: "signed-in",
      workspace: null,
      workspaces: [],
    });
    expect((await ana.call("DELETE", `/members/${ben.id}`)).status).toBe(404);
  });

  test("is given by nobody who has less", async () => {
    const admin = await join("admin", "ben");
    const owner = await idOf(ana);
    const refused = [
      admin.visitor.call("PATCH", `/members/${owner}`, { role: "analyst" }),
      admin.visitor.call("DELETE", `/members/${owner}`),
      admin.visitor.call("PATCH", `/members/${admin.id}`, { role: "owner" }),
      admin.visitor.call("POST", "/invitations", { role: "owner" }),
      admin.visitor.call("POST", "/api-keys", { name: "k", role: "owner" }),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    const scoped = await ana.call<{ key: string }>("POST", "/api-keys", {
      name: "people only",
      role: "admin",
      scopes: ["administer"],
    });
    const asKey = { authorization: `Bearer ${scoped.body.key}` };
    expect((await vigie.call("GET", "/posts", undefined, asKey)).status).toBe(403);
    expect((await vigie.call("GET", "/members", undefined, asKey)).status).toBe(403);
    const more = await vigie.call("POST", "/api-keys", { name: "k", role: "admin" }, asKey);
    expect(more.status).toBe(403);
    const same = { name: "k", role: "admin", scopes: ["administer"] };
    expect((await vigie.call("POST", "/api-keys", same, asKey)).status).toBe(201);
    expect((await vigie.call("POST", "/invitations", { role: "analyst" }, asKey)).status).toBe(403);
  });

  test("of the last owner stays, also when two owners go for each other at once", async () => {
    const me = await idOf(ana);
    expect((await ana.call("PATCH", `/members/${me}`, { role: "admin" })).body).toMatchObject({
      code: "last_owner",
    });
    expect((await ana.call("DELETE", `/members/${me}`)).body).toMatchObject({ code: "last_owner" });
    const ben = await join("owner", "ben");
    await Promise.all([
      ana.call("DELETE", `/members/${ben.id}`),
      ben.visitor.call("PATCH", `/members/${me}`, { role: "analyst" }),
    ]);
    const owners = await vigie.app.db.membership.count({ where: { role: "owner" } });
    expect(owners).toBe(1);
  });

  test("is shown as the table that is enforced", async () => {
    const table = (await ana.call<{ actions: { action: string; roles: string[] }[] }>("GET", "/roles")).body;
    expect(table.actions.find(({ action }) => action === "administer")?.roles).toEqual(["owner", "admin"]);
  });
});

describe("a workspace", () => {
  beforeEach(() => begin());

  test("is made by a person, who owns it, and renamed by who administers it", async () => {
    const made = await ana.call<{ id: string }>("POST", "/workspaces", {
      name: "Second",
      timeZone: "Asia/Kolkata",
    });
    expect(made.body).toMatchObject({ name: "Second", timeZone: "Asia/Kolkata", role: "owner" });
    const rename = (workspace: string) =>
      ana.call("PATCH", `/workspaces/${made.body.id}`, { name: "Deux" }, { "x-vigie-workspace": workspace });
    expect((await rename(vigie.workspaceId)).status).toBe(404);
    expect((await rename(made.body.id)).body).toMatchObject({ name: "Deux", timeZone: "Asia/Kolkata" });
    const mine = await ana.call<{ items: { name: string }[] }>("GET", "/workspaces");
    expect(mine.body.items.map(({ name }) => name)).toEqual(["Lumen", "Deux"]);
    expect((await vigie.call("POST", "/workspaces", { name: "By a key" })).status).toBe(403);
    const bad = await ana.call("PATCH", `/workspaces/${vigie.workspaceId}`, { timeZone: "+02:00" });
    expect(bad.status).toBe(422);
  });
});

describe("the audit log", () => {
  beforeEach(() => begin());
  interface Entry {
    actor: { kind: string; id: string; name: string };
    action: string;
    target: string | null;
    address: string;
  }
  const read = async (query = "") => (await ana.call<{ items: Entry[] }>("GET", `/audit${query}`)).body.items;

  test("tells who did what to what from where, and holds no secret", async () => {
    vigie.clock.pass(1);
    const key = (
      await ana.call<{ id: string; key: string }>("POST", "/api-keys", { name: "ci", role: "editor" })
    ).body;
    vigie.clock.pass(1);
    const asKey = { authorization: `Bearer ${key.key}` };
    const monitor = { name: "M", kind: "brand", query: "lumen", sources: "all" };
    const made = await vigie.call<{ id: string }>("POST", "/monitors", monitor, asKey);
    vigie.clock.pass(1);
    await vigie.call("DELETE", `/monitors/${made.body.id}`, undefined, asKey);
    await vigie.call("DELETE", `/monitors/${made.body.id}`, undefined, asKey); // 404: nothing was done
    await vigie.call("POST", "/monitors/preview", { query: "lumen", texts: [] }, asKey); // changes nothing
    vigie.clock.pass(1);
    await ana.call("POST", "/me/password", { current: password, password: "another three words" });
    const entries = await read();
    expect(entries.map(({ action, target, actor }) => [action, target, actor.name])).toEqual([
      ["POST /me/password", null, "Ana"],
      ["DELETE /monitors/:id", made.body.id, "ci"],
      ["POST /monitors", made.body.id, "ci"],
      ["POST /api-keys", key.id, "Ana"],
      ["POST /session/first-owner", await idOf(ana), "Ana"],
    ]);
    expect(entries[1]).toMatchObject({ actor: { kind: "key", id: key.id }, address: "127.0.0.1" });
    const stored = JSON.stringify(await vigie.app.db.auditEntry.findMany());
    for (const secret of [key.key, password, "another three words"]) expect(stored).not.toContain(secret);
  });

  test("that cannot be written to lets no change be answered as if it were in it", async () => {
    await vigie.app.db.$executeRaw`alter table audit_entry rename to audit_elsewhere`;
    const { id } = (await ana.call<{ workspace: { id: string } }>("GET", "/session")).body.workspace;
    expect((await ana.call("PATCH", `/workspaces/${id}`, { name: "Lumen 2" })).status).toBe(500);
    await vigie.app.db.$executeRaw`alter table audit_elsewhere rename to audit_entry`;
    expect((await ana.call("PATCH", `/workspaces/${id}`, { name: "Lumen 3" })).status).toBe(200);
  });

  test("is searched by who, what, on what and when, page by page", async () => {
    for (let n = 0; n < 5; n += 1) {
      vigie.clock.pass(60);
      await ana.call("POST", "/api-keys", { name: `k${n}`, role: "editor" });
    }
    const [newest] = await read();
    expect(await read("?action=POST%20/api-keys")).toHaveLength(5);
    expect(await read(`?target=${newest?.target}`)).toHaveLength(1);
    expect(await read(`?actor=${newest?.actor.id}`)).toHaveLength(6);
    expect(await read("?actor=nobody")).toEqual([]);
    const since = new Date(vigie.clock().getTime() - 60_000).toISOString();
    expect(await read(`?from=${since}`)).toHaveLength(2);
    expect(await read(`?to=${since}`)).toHaveLength(4);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const more: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page = await ana.call<{ items: { id: string }[]; nextCursor: string | null }>(
        "GET",
        `/audit?limit=2${more}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }
    expect(new Set(seen).size).toBe(6);
    const analyst = await join("analyst", "ben");
    expect((await analyst.visitor.call("GET", "/audit")).status).toBe(403);
  });
});
