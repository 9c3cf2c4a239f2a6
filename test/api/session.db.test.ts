import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstOwnerCode } from "../../src/workspaces/first-owner.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

let vigie: TestApp;
let ana: Visitor;
beforeEach(async () => {
  // Bound to every address, as with DATABASE_URL: the first owner shows the code.
  vigie = await startTestApp();
  ana = visitor(vigie.server);
});
afterEach(() => vigie.close());

const password = "lune tasse brouillard";
const email = "ana@lumen.example";
const owner = (over = {}) => ({
  name: "Ana",
  email,
  password,
  workspace: "Lumen",
  timeZone: "Europe/Paris",
  language: "fr",
  code: firstOwnerCode(vigie.app.secrets),
  ...over,
});
const begin = () => ana.call("POST", "/session/first-owner", owner());
const signIn = (from: Visitor, over = {}) => from.call("POST", "/session", { email, password, ...over });

describe("the first visit", () => {
  test("makes the owner of all there is, and is signed in", async () => {
    expect((await ana.call("GET", "/session")).body).toEqual({ state: "first-run", codeWanted: true });
    const made = await begin();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      state: "signed-in",
      user: { name: "Ana", email, twoStep: false, preferences: { language: "fr" } },
      workspace: { id: vigie.workspaceId, name: "Lumen", role: "owner" },
    });
    expect((await ana.call("GET", "/session")).body).toMatchObject({ state: "signed-in" });
    expect((await ana.call("GET", "/api-keys")).status).toBe(200);
    const stored = JSON.stringify(await vigie.app.db.user.findMany());
    expect(stored).not.toContain(password);
    const token = ana.cookie().split("=")[1] ?? "";
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await vigie.app.db.session.findMany())).not.toContain(token);
  });

  test("is one of many that come at once, and the others are told so", async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        visitor(vigie.server).call(
          "POST",
          "/session/first-owner",
          owner({ email: `p${index}@lumen.example` }),
        ),
      ),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await vigie.app.db.user.count()).toBe(1);
    expect((await begin()).status).toBe(409);
    expect((await visitor(vigie.server).call("GET", "/session")).body).toEqual({
      state: "signed-out",
      passwordByMail: false,
    });
  });

  test("does not count without the code of the console, which is not to be guessed", async () => {
    const without = await ana.call("POST", "/session/first-owner", owner({ code: undefined }));
    expect(without.status).toBe(403);
    expect(without.body).toMatchObject({ code: "first_owner_code" });
    const guesses = [];
    for (let guess = 0; guess < 10; guess += 1)
      guesses.push(
        (await ana.call("POST", "/session/first-owner", owner({ code: `GUESS-${guess}` }))).status,
      );
    expect(guesses).toEqual([...Array<number>(9).fill(403), 429]);
    expect(await vigie.app.db.user.count()).toBe(0);
  });

  test("with something wrong in it is refused where it is wrong", async () => {
    const wrong: [object, string][] = [
      [{ password: "short" }, "/password"],
      [{ email: "no address" }, "/email"],
      [{ timeZone: "Europe/Paname" }, "/timeZone"],
      [{ name: "" }, "/name"],
      [{ admin: true }, ""],
    ];
    for (const [over, pointer] of wrong) {
      const refused = await ana.call<{ errors: { pointer: string }[] }>(
        "POST",
        "/session/first-owner",
        owner(over),
      );
      expect(refused.status).toBe(422);
      expect(refused.body.errors.map((error) => error.pointer)).toContain(pointer);
    }
  });
});

test("on this machine alone the first visitor needs no code, but a page under another name does", async () => {
  const local = await startTestApp({ env: { HOST: "127.0.0.1" } });
  try {
    const first = visitor(local.server);
    expect((await first.call("GET", "/session")).body).toEqual({ state: "first-run", codeWanted: false });
    const wanted = { name: "Ana", email, password, workspace: "Lumen" };
    const rebound = { host: "evil.example:4400", origin: "http://evil.example:4400" };
    expect((await first.call("POST", "/session/first-owner", wanted, rebound)).status).toBe(403);
    expect((await first.call("POST", "/session/first-owner", wanted)).status).toBe(201);
  } finally {
    await local.close();
  }
});

describe("signing in", () => {
  beforeEach(begin);

  test("works with the e-mail address in any case, and ends where it is asked to", async () => {
    const laptop = visitor(vigie.server);
    expect((await signIn(laptop, { email: " ANA@Lumen.example" })).status).toBe(201);
    expect((await laptop.call("GET", "/me")).body).toMatchObject({
      user: { name: "Ana", role: "owner" },
      key: null,
    });
    const stolen = laptop.copy();
    expect((await laptop.call("DELETE", "/session")).status).toBe(204);
    expect(laptop.cookie()).toBe("");
    expect((await stolen.call("GET", "/me")).status).toBe(401);
    expect((await ana.call("GET", "/me")).status).toBe(200);
    expect((await ana.call("DELETE", "/me/sessions")).status).toBe(204);
    expect(await vigie.app.db.session.count()).toBe(0);
  });

  test("says the same of an unknown account as of a wrong password", async () => {
    const someone = visitor(vigie.server);
    const wrong = await signIn(someone, { password: "some other words" });
    const unknown = await signIn(someone, { email: "nobody@lumen.example" });
    expect(wrong.status).toBe(401);
    expect({ ...unknown, headers: {} }).toEqual({ ...wrong, headers: {} });
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers));
    expect(someone.cookie()).toBe("");
  });

  test("is shut for who guesses, also for the right password, while the owner elsewhere comes in", async () => {
    const guesser = visitor(vigie.server, "203.0.113.9");
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signIn(guesser, { password: `guess ${n}` })),
    );
    expect(guesses.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const right = await signIn(guesser);
    expect(right.status).toBe(429);
    expect(Number(right.headers["retry-after"])).toBe(900);
    expect((await signIn(visitor(vigie.server, "198.51.100.4"))).status).toBe(201);
    vigie.clock.pass(900);
    expect((await signIn(guesser)).status).toBe(201);
  });

  test("is shut for an address that tries one account after the other, known or not", async () => {
    const guesser = visitor(vigie.server, "203.0.113.9");
    const guess = (n: number) => signIn(guesser, { email: `p${n}@lumen.example` });
    // As a hundred failures would have left it.
    for (let n = 0; n < 4; n += 1) expect((await guess(n)).status).toBe(401);
    await vigie.app.db.signInTries.updateMany({ where: { count: 4 }, data: { count: 100 } });
    expect((await guess(5)).status).toBe(429);
    expect((await signIn(guesser)).status).toBe(429);
  });

  test("goes on for twelve hours unused, and thirty days at most", async () => {
    vigie.clock.pass(12 * 3600 - 1);
    expect((await ana.call("GET", "/me")).status).toBe(200);
    vigie.clock.pass(12 * 3600);
    expect((await ana.call("GET", "/me")).status).toBe(401);
    expect((await ana.call("GET", "/session")).body).toEqual({ state: "signed-out", passwordByMail: false });
    expect(ana.cookie()).toBe("");
  });

  test("gets a new token from time to time; the one before holds for what is under way, and no longer", async () => {
    const before = ana.copy();
    vigie.clock.pass(3600);
    await ana.call("GET", "/session");
    expect(ana.cookie()).not.toBe(before.cookie());
    expect((await before.call("GET", "/me")).status).toBe(200);
    vigie.clock.pass(61);
    expect((await ana.call("GET", "/me")).status).toBe(200);
    expect((await before.call("GET", "/me")).status).toBe(401);
  });

  test("is not lost with an answer that brought a new token and never arrived", async () => {
    const deaf = ana.copy();
    vigie.clock.pass(3600);
    await ana.call("GET", "/session");
    vigie.clock.pass(61);
    expect((await deaf.call("GET", "/session")).body).toMatchObject({ state: "signed-in" });
    expect((await deaf.call("GET", "/me")).status).toBe(200);
  });
});

describe("the cookie", () => {
  test("is out of reach of scripts, and behind https bound to this host", async () => {
    const { headers } = await begin();
    expect(headers["set-cookie"]).toMatch(
      /^vigie=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const behind = await startTestApp({ env: { VIGIE_PUBLIC_URL: "https://vigie.example" } });
    try {
      const code = firstOwnerCode(behind.app.secrets);
      const made = await visitor(behind.server).call("POST", "/session/first-owner", owner({ code }));
      expect(made.headers["set-cookie"]).toMatch(
        /^__Host-vigie=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    } finally {
      await behind.close();
    }
  });

  test.each<[string, Record<string, string>]>([
    ["of another site", { origin: "https://evil.example" }],
    ["of another port of this host", { origin: "http://localhost:8080" }],
    ["that hides where it is from", { origin: "null" }],
    ["the browser calls foreign", { "sec-fetch-site": "same-site" }],
  ])("is no pass for a page %s", async (_name, headers) => {
    await begin();
    const before = await vigie.app.db.apiKey.count();
    const foreign = await ana.call("POST", "/api-keys", { name: "x", role: "owner" }, headers);
    expect(foreign.status).toBe(403);
    expect(foreign.body).toMatchObject({ code: "other_origin" });
    expect((await signIn(visitor(vigie.server), {})).status).toBe(201);
    expect((await visitor(vigie.server).call("POST", "/session", { email, password }, headers)).status).toBe(
      403,
    );
    expect(await vigie.app.db.apiKey.count()).toBe(before);
  });
});

describe("two-step sign-in", () => {
  const codeAt = (secret: string, at: Date) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

  test("asks for a code of the app, takes each once, and recovery codes in its place", async () => {
    await begin();
    const clock = vigie.clock;
    const begun = await ana.call<{ secret: string }>("POST", "/me/two-step", { password });
    const { secret } = begun.body;
    expect((await signIn(visitor(vigie.server))).status).toBe(201); // not on yet
    expect((await ana.call("POST", "/me/two-step/confirm", { code: "000000" })).status).toBe(422);
    const first = codeAt(secret, clock());
    const on = await ana.call<{ recoveryCodes: string[] }>("POST", "/me/two-step/confirm", { code: first });
    const [recovery = ""] = on.body.recoveryCodes;
    expect(on.body.recoveryCodes).toHaveLength(10);
    const stored = JSON.stringify([
      await vigie.app.db.user.findMany(),
      await vigie.app.db.recoveryCode.findMany(),
    ]);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(recovery);

    const phone = visitor(vigie.server);
    expect((await signIn(phone)).body).toMatchObject({ code: "code_wanted" });
    expect((await signIn(phone, { password: "other words here" })).body).toMatchObject({
      code: "wrong_password",
    });
    expect((await signIn(phone, { code: first })).body).toMatchObject({ code: "wrong_code" }); // used
    clock.pass(30);
    const next = codeAt(secret, clock());
    const twice = await Promise.all([
      signIn(phone, { code: next }),
      signIn(visitor(vigie.server), { code: next }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect((await signIn(phone, { code: recovery.toUpperCase() })).status).toBe(201);
    expect((await signIn(phone, { code: recovery })).status).toBe(401);

    expect((await ana.call("POST", "/me/two-step/end", { password, code: "123456" })).status).toBe(422);
    clock.pass(60);
    const end = { password, code: codeAt(secret, clock()) };
    expect((await ana.call("POST", "/me/two-step/end", end)).status).toBe(204);
    expect((await signIn(visitor(vigie.server))).status).toBe(201);
  });
});

describe("a person", () => {
  beforeEach(begin);

  test("changes the password with the present one, which signs every other browser out", async () => {
    const laptop = visitor(vigie.server);
    await signIn(laptop);
    const next = "another three words";
    const wrong = await ana.call("POST", "/me/password", { current: "not the one", password: next });
    expect(wrong.status).toBe(422);
    expect((await ana.call("POST", "/me/password", { current: password, password: "short" })).status).toBe(
      422,
    );
    expect((await ana.call("POST", "/me/password", { current: password, password: next })).status).toBe(204);
    expect((await ana.call("GET", "/me")).status).toBe(200);
    expect((await laptop.call("GET", "/me")).status).toBe(401);
    expect((await signIn(laptop)).status).toBe(401);
    expect((await signIn(laptop, { password: next })).status).toBe(201);
  });

  test("keeps their preferences, each by itself", async () => {
    await ana.call("PATCH", "/me", { preferences: { theme: "dark" } });
    const changed = await ana.call("PATCH", "/me", { name: "Ana R.", preferences: { density: "compact" } });
    expect(changed.body).toMatchObject({
      user: { name: "Ana R.", preferences: { language: "fr", theme: "dark", density: "compact" } },
    });
    expect((await ana.call("PATCH", "/me", { preferences: { theme: "pink" } })).status).toBe(422);
  });

  test("goes from one workspace to another, and into none that is not theirs", async () => {
    const { db } = vigie.app;
    const strange = await db.workspace.create({ data: { name: "Strange" } });
    const second = await db.workspace.create({ data: { name: "Second" } });
    const user = await db.user.findFirstOrThrow();
    await db.membership.create({ data: { userId: user.id, workspaceId: second.id, role: "analyst" } });
    const inSecond = { "x-vigie-workspace": second.id };
    expect((await ana.call("GET", "/me", undefined, inSecond)).body).toMatchObject({
      workspace: { name: "Second" },
      user: { role: "analyst" },
    });
    expect((await ana.call("GET", "/api-keys", undefined, inSecond)).status).toBe(403);
    for (const wanted of [strange.id, "nonsense"]) {
      const header = { "x-vigie-workspace": wanted };
      expect((await ana.call("GET", "/me", undefined, header)).status).toBe(403);
      expect((await ana.call("PATCH", "/session", { workspace: wanted })).status).toBe(403);
    }
    expect((await ana.call("PATCH", "/session", { workspace: second.id })).status).toBe(200);
    expect((await ana.call("GET", "/me")).body).toMatchObject({ workspace: { name: "Second" } });
    const key = { authorization: `Bearer ${vigie.key}` };
    expect((await vigie.call("GET", "/me", undefined, { ...key, ...inSecond })).status).toBe(403);
    expect((await vigie.call("PATCH", "/me", { name: "A key" })).status).toBe(403);
  });
});
