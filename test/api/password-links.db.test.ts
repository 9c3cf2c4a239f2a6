import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mayStayConnected } from "../../src/api/auth.ts";
import { firstOwnerCode } from "../../src/workspaces/first-owner.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { closeSmtpServers, type SmtpServer, smtpServer } from "../support/smtp-server.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

let vigie: TestApp;
let mail: SmtpServer;
let ana: Visitor;
beforeEach(async () => {
  mail = await smtpServer({});
  vigie = await startTestApp({ env: { VIGIE_PUBLIC_URL: "http://vigie.example", SMTP_URL: mail.url } });
  ana = visitor(vigie.server);
  const code = firstOwnerCode(vigie.app.secrets);
  const owner = { name: "Ana", email: "ana@lumen.example", password, workspace: "Lumen", code };
  expect((await ana.call("POST", "/session/first-owner", owner)).status).toBe(201);
});
afterEach(async () => {
  await vigie.close();
  await closeSmtpServers();
});

const password = "lune tasse brouillard";
const fresh = "phare ardoise genêt";

async function join(role: string, name: string): Promise<{ visitor: Visitor; id: string; email: string }> {
  const { body } = await ana.call<{ link: string }>("POST", "/invitations", { role });
  const who = visitor(vigie.server);
  const token = new URL(body.link).hash.slice(1);
  const email = `${name}@lumen.example`;
  const joined = await who.call<{ user: { id: string } }>("POST", "/invitations/accept", {
    token,
    name,
    email,
    password,
  });
  expect(joined.status).toBe(201);
  return { visitor: who, id: joined.body.user.id, email };
}
const ask = (from: Visitor, id: string) =>
  from.call<{ link: string; expiresAt: string; code?: string }>("POST", `/members/${id}/password-link`);
const tokenIn = (link: string) => new URL(link).hash.slice(1);
const nobody = () => visitor(vigie.server, "192.0.2.7");
const take = (token: string, chosen = fresh) =>
  nobody().call<{ code?: string }>("POST", "/password-links/use", { token, password: chosen });
const signIn = async (email: string, given: string) =>
  (await nobody().call("POST", "/session", { email, password: given })).status;

describe("a link for a member", () => {
  test("changes the password once, ends every session, and is written down", async () => {
    const ben = await join("editor", "ben");
    const { status, body } = await ask(ana, ben.id);
    expect([status, body.link]).toEqual([
      201,
      expect.stringMatching(/^http:\/\/vigie\.example\/new-password#[\w-]{43}$/),
    ]);
    expect(new Date(body.expiresAt)).toEqual(new Date(vigie.clock().getTime() + 86_400_000));
    const token = tokenIn(body.link);
    expect(JSON.stringify(await vigie.app.db.passwordLink.findMany())).not.toContain(token);
    expect((await nobody().call("POST", "/password-links/look", { token })).body).toEqual({
      name: "ben",
      email: ben.email,
    });
    expect((await take(token, "court")).status).toBe(422);
    expect((await ben.visitor.call("GET", "/me")).status).toBe(200);
    const both = await Promise.all([take(token), take(token)]);
    expect(both.map((one) => one.status).sort()).toEqual([204, 409]);
    expect((await ben.visitor.call("GET", "/me")).status).toBe(401);
    expect(await signIn(ben.email, password)).toBe(401);
    expect(await signIn(ben.email, fresh)).toBe(201);
    const audit = await ana.call<{ items: { action: string; target: string }[] }>("GET", "/audit");
    expect(audit.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: "POST /members/:id/password-link", target: ben.id }),
        expect.objectContaining({ action: "POST /password-links/use", target: ben.id }),
      ]),
    );
  });

  test("ends after a day, and with any other that is used", async () => {
    const ben = await join("editor", "ben");
    const first = tokenIn((await ask(ana, ben.id)).body.link);
    vigie.clock.pass(86_401);
    // Her own session ended over night.
    await ana.call("POST", "/session", { email: "ana@lumen.example", password });
    expect((await take(first)).body.code).toBe("password_link_ended");
    const [second, third] = [await ask(ana, ben.id), await ask(ana, ben.id)];
    expect((await take(tokenIn(third.body.link))).status).toBe(204);
    expect((await take(tokenIn(second.body.link))).status).toBe(409);
    expect((await take("guessed")).status).toBe(409);
  });

  test("does not stand in for the second step", async () => {
    const ben = await join("editor", "ben");
    await vigie.app.db.user.update({ where: { id: ben.id }, data: { totpSince: vigie.clock() } });
    await take(tokenIn((await ask(ana, ben.id)).body.link));
    const reply = await nobody().call("POST", "/session", { email: ben.email, password: fresh });
    expect([reply.status, reply.body.code]).toEqual([401, "code_wanted"]);
  });

  test("is made by nobody who may do less, here or where else that person works", async () => {
    const ben = await join("admin", "ben");
    const me = (await ana.call<{ user: { id: string } }>("GET", "/me")).body.user.id;
    expect((await ask(ben.visitor, me)).body.code).toBe("more_than_yours");
    const cleo = await join("editor", "cleo");
    expect((await ask(cleo.visitor, ben.id)).status).toBe(403);
    expect((await ask(ben.visitor, cleo.id)).status).toBe(201);
    const elsewhere = await vigie.app.db.workspace.create({ data: { name: "Other" } });
    const member = { userId: cleo.id, workspaceId: elsewhere.id, role: "owner" as const };
    await vigie.app.db.membership.create({ data: member });
    const refused = await ask(ben.visitor, cleo.id);
    expect([refused.status, refused.body.code]).toEqual([403, "belongs_elsewhere"]);
    await vigie.app.db.membership.create({ data: { ...member, userId: ben.id } });
    expect((await ask(ben.visitor, cleo.id)).status).toBe(201);
    // A key is of one workspace.
    expect((await vigie.call("POST", `/members/${cleo.id}/password-link`)).status).not.toBe(201);
  });
});

describe("a link by mail", () => {
  const forgot = (email: string, from = nobody()) => from.call("POST", "/password-links", { email });
  const mailed = () =>
    /new-password#([\w-]{43})/.exec(mail.heard().replaceAll("=\r\n", "").replaceAll("=23", "#"))?.[1] ?? null;

  test("arrives, and lets its reader choose a new password within the hour", async () => {
    const state = await nobody().call("GET", "/session");
    expect(state.body).toEqual({ state: "signed-out", passwordByMail: true });
    expect((await forgot("Ana@Lumen.example")).status).toBe(204);
    await expect.poll(mailed).not.toBeNull();
    const [link] = await vigie.app.db.passwordLink.findMany();
    expect(link?.expiresAt).toEqual(new Date(vigie.clock().getTime() + 3_600_000));
    expect((await take(mailed() ?? "")).status).toBe(204);
    expect(await signIn("ana@lumen.example", fresh)).toBe(201);
  });

  test("is answered the same for an address without an account, to which nothing goes", async () => {
    const [unknown, known] = [await forgot("nobody@lumen.example"), await forgot("ana@lumen.example")];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await expect.poll(mailed).not.toBeNull();
    expect(mail.heard()).not.toContain("nobody@");
    expect(await vigie.app.db.passwordLink.count()).toBe(1);
  });

  test("is not to be had without end, for whatever address", async () => {
    for (const email of ["ana@lumen.example", "nobody@lumen.example"]) {
      const tries = [];
      for (let index = 0; index < 4; index += 1)
        tries.push(await forgot(email, visitor(vigie.server, `192.0.2.${index}`)));
      expect(tries.map(({ status }) => status)).toEqual([204, 204, 204, 429]);
      expect(tries[3]?.headers["retry-after"]).toBe("3600");
    }
    expect(await signIn("ana@lumen.example", password)).toBe(201);
  });
});

test("without a mail server nobody is told to wait for a mail", async () => {
  const plain = await startTestApp();
  try {
    const who = visitor(plain.server);
    const reply = await who.call("POST", "/password-links", { email: "ana@lumen.example" });
    expect([reply.status, reply.body.code]).toEqual([409, "no_mail"]);
  } finally {
    await plain.close();
  }
});

describe("who goes", () => {
  test("leaves of their own accord, unless they are the last owner", async () => {
    const ben = await join("editor", "ben");
    expect((await ben.visitor.call("DELETE", "/me/membership")).status).toBe(204);
    expect((await ben.visitor.call("GET", "/session")).body).toMatchObject({ workspace: null });
    expect((await ben.visitor.call("DELETE", "/me/membership")).status).toBe(404);
    expect((await ana.call("DELETE", "/me/membership")).body).toMatchObject({ code: "last_owner" });
  });

  test("reads no stream any further; the keys of the workspace stay", async () => {
    const ben = await join("admin", "ben");
    const key = (await ben.visitor.call<{ key: string }>("POST", "/api-keys", { name: "k", role: "analyst" }))
      .body;
    const session = await vigie.app.db.session.findFirstOrThrow({ where: { userId: ben.id } });
    const { id: workspaceId } = await vigie.app.db.workspace.findFirstOrThrow({ where: { name: "Lumen" } });
    const may = () => mayStayConnected(vigie.app, { id: ben.id, workspaceId }, session);
    expect(await may()).toBe(true);
    await ana.call("DELETE", `/members/${ben.id}`);
    expect(await may()).toBe(false);
    const asKey = { authorization: `Bearer ${key.key}` };
    expect((await vigie.call("GET", "/posts", undefined, asKey)).status).toBe(200);
  });

  test("is signed out, and a key that ended: neither reads on", async () => {
    const { id } = await vigie.app.db.apiKey.findFirstOrThrow();
    const key = { id, workspaceId: vigie.workspaceId };
    expect(await mayStayConnected(vigie.app, key, null)).toBe(true);
    await vigie.app.db.apiKey.update({ where: { id }, data: { revokedAt: vigie.clock() } });
    expect(await mayStayConnected(vigie.app, key, null)).toBe(false);
  });
});
