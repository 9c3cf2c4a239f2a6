import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { renewTokens } from "../../src/profiles/renew.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { type Visitor, visitor } from "../support/visitor.ts";

let t: TestApp;
let ana: Visitor;
let server: string;
beforeAll(async () => {
  t = await startTestApp({
    env: {
      VIGIE_PUBLIC_URL: "http://localhost:4400",
      VIGIE_X_CLIENT_ID: "our-client",
      VIGIE_X_CLIENT_SECRET: "our-secret",
    },
  });
  ana = await join("owner", "ana@lumen.example");
  server = `${t.sandbox.url}/mastodon`;
  await t.app.db.profile.deleteMany();
});
beforeEach(async () => {
  await t.app.db.publication.deleteMany();
  await t.app.db.profile.deleteMany();
  await t.app.db.oauthTry.deleteMany();
});
afterAll(() => t.close());

async function join(role: string, email: string): Promise<Visitor> {
  const { body } = await t.call<{ link: string }>("POST", "/invitations", { role });
  const who = visitor(t.server);
  const token = new URL(body.link).hash.slice(1);
  await who.call("POST", "/invitations/accept", {
    token,
    name: email,
    email,
    password: "un phare sur la mer",
  });
  return who;
}

interface Profile {
  id: string;
  handle: string;
  state: string;
  stateDetail: string | null;
  scopes: string[];
  accessEndsAt: string | null;
}
const profiles = async () => (await ana.call<{ items: Profile[] }>("GET", "/profiles")).body.items;

/** @returns the network's page */
async function begin(network: string, body: unknown, who = ana): Promise<URL> {
  const reply = await who.call<{ url: string }>("POST", `/oauth/${network}/start`, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return new URL(reply.body.url);
}
/** A person's yes or no there. @returns the way back, below /api/v1 */
async function decide(page: URL, decision: "yes" | "no", account = "marie"): Promise<string> {
  const reply = await fetch(page, {
    method: "POST",
    body: new URLSearchParams({ decision, account }),
    redirect: "manual",
  });
  expect(reply.status, await reply.text()).toBe(302);
  return (reply.headers.get("location") ?? "").replace("http://localhost:4400/api/v1", "");
}
/** @returns where the browser is led in the end */
async function comeBack(way: string, who = ana): Promise<URLSearchParams> {
  const { status, headers } = await who.call("GET", way);
  expect(status).toBe(303);
  const target = new URL(String(headers.location));
  expect(target.origin + target.pathname).toBe("http://localhost:4400/profiles");
  return target.searchParams;
}
const connect = async (network: string, body: unknown, account?: string) =>
  comeBack(await decide(await begin(network, body), "yes", account));

describe("on Mastodon", () => {
  const start = () => ({ settings: { baseUrl: server } });

  test("a person connects a profile without ever seeing a token", async () => {
    const page = await begin("mastodon", start());
    expect(page.searchParams.get("code_challenge_method")).toBe("S256");
    const end = await comeBack(await decide(page, "yes"));
    const [profile] = await profiles();
    expect([end.get("signIn"), end.get("profile")]).toEqual(["connected", profile?.id]);
    expect(profile).toMatchObject({ state: "connected", accessEndsAt: null });
    expect(profile?.scopes).toContain("write:statuses");
    const { body } = await ana.call<{ items: { action: string; target: string }[] }>("GET", "/audit");
    expect(body.items[0]).toMatchObject({
      action: "GET /oauth/:network/callback",
      target: profile?.id,
    });
  });

  test("a server registers us once, and the client lies sealed in the database", async () => {
    const first = await begin("mastodon", start());
    const second = await begin("mastodon", start());
    expect(second.searchParams.get("client_id")).toBe(first.searchParams.get("client_id"));
    expect(second.searchParams.get("state")).not.toBe(first.searchParams.get("state"));
    const stored = JSON.stringify([await t.app.db.oauthApp.findMany(), await t.app.db.oauthTry.findMany()]);
    for (const secret of ["sandbox-secret", first.searchParams.get("state") ?? "?"])
      expect(stored).not.toContain(secret);
  });

  test("a client that the server has forgotten is registered anew at the next try", async () => {
    const page = await begin("mastodon", start());
    const way = await decide(page, "yes");
    await fetch(`${t.sandbox.url}/_sandbox/reset`, { method: "POST" });
    expect((await comeBack(way)).get("signIn")).toBe("refused");
    expect((await connect("mastodon", start())).get("signIn")).toBe("connected");
  });

  test("saying no changes nothing", async () => {
    const end = await comeBack(await decide(await begin("mastodon", start()), "no"));
    expect(end.get("signIn")).toBe("denied");
    expect(await profiles()).toEqual([]);
  });

  test("a way back works once, within ten minutes, with a state of ours", async () => {
    const way = await decide(await begin("mastodon", start()), "yes");
    expect((await comeBack(way.replace(/state=[^&]+/, "state=guessed"))).get("signIn")).toBe("expired");
    expect((await comeBack(way)).get("signIn")).toBe("connected");
    expect((await comeBack(way)).get("signIn")).toBe("expired");
    const late = await decide(await begin("mastodon", start()), "yes");
    t.clock.pass(601);
    expect((await comeBack(late)).get("signIn")).toBe("expired");
    expect((await comeBack("/oauth/mastodon/callback")).get("signIn")).toBe("expired");
  });

  test("only the browser that went there may come back, and only while it may connect profiles", async () => {
    const stranger = await join("owner", "bo@lumen.example");
    const way = await decide(await begin("mastodon", start()), "yes");
    expect((await comeBack(way, stranger)).get("signIn")).toBe("signed-out");
    const own = await decide(await begin("mastodon", start(), stranger), "yes");
    await t.app.db.membership.updateMany({
      where: { user: { email: "bo@lumen.example" } },
      data: { role: "analyst" },
    });
    expect((await comeBack(own, stranger)).get("signIn")).toBe("not-allowed");
    expect(await profiles()).toEqual([]);
  });

  test("a code for one network does not open another", async () => {
    const way = await decide(await begin("mastodon", start()), "yes");
    expect((await comeBack(way.replace("/mastodon/", "/x/"))).get("signIn")).toBe("expired");
  });

  test("a profile that is connected again keeps its posts; another account is refused", async () => {
    await connect("mastodon", start());
    const [before] = await profiles();
    await t.app.db.profile.updateMany({ data: { state: "reconnect", stateDetail: "revoked" } });
    const { body: post } = await ana.call<{ publications: { id: string }[] }>("POST", "/posts", {
      text: "Bientôt",
      profiles: [before?.id],
      scheduledAt: new Date(t.clock().getTime() + 86_400_000).toISOString(),
      status: "scheduled",
    });
    const other = await connect("mastodon", { profile: before?.id }, "jeanne");
    expect([other.get("signIn"), other.get("profile")]).toEqual(["other-account", before?.id]);
    expect((await profiles())[0]?.state).toBe("reconnect");
    const same = await connect("mastodon", { profile: before?.id });
    expect(same.get("signIn")).toBe("connected");
    expect(await profiles()).toMatchObject([{ id: before?.id, state: "connected", stateDetail: null }]);
    const publication = await t.app.db.publication.findUniqueOrThrow({
      where: { id: post.publications[0]?.id ?? "" },
    });
    expect(publication.state).toBe("scheduled");
  });

  test("what is no Mastodon server is refused at its field", async () => {
    const reply = await ana.call<{ errors: { pointer: string }[] }>("POST", "/oauth/mastodon/start", {
      settings: { baseUrl: `${t.sandbox.url}/feed` },
    });
    expect([reply.status, reply.body.errors[0]?.pointer]).toEqual([422, "/settings/baseUrl"]);
  });

  test("a server that does not answer the exchange leaves everything as it was", async () => {
    const way = await decide(await begin("mastodon", start()), "yes");
    await fetch(`${t.sandbox.url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        network: "mastodon",
        kind: "reset-before",
        probability: 1,
        count: 1,
        match: { path: "/oauth/token" },
      }),
    });
    expect((await comeBack(way)).get("signIn")).toBe("unreachable");
    expect(await profiles()).toEqual([]);
  });
});

describe("a profile that is disconnected", () => {
  const credentialsOf = async (id: string) => {
    const { credentials } = await t.app.db.profile.findUniqueOrThrow({ where: { id } });
    return JSON.parse(t.app.secrets.open(credentials, id));
  };
  const isTaken = async (network: "mastodon" | "x", token: string): Promise<boolean> => {
    const path = { mastodon: "/api/v1/accounts/verify_credentials", x: "/2/users/me" }[network];
    const reply = await fetch(`${t.sandbox.url}/${network}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return reply.status === 200;
  };
  const joined = async (network: "mastodon" | "x"): Promise<{ id: string; accessToken: string }> => {
    const end = await connect(network, { settings: { baseUrl: `${t.sandbox.url}/${network}` } });
    const id = end.get("profile") ?? "";
    return { id, accessToken: (await credentialsOf(id)).accessToken };
  };
  const leave = async (id: string) => (await ana.call("DELETE", `/profiles/${id}`)).status;

  test.each(["mastodon", "x"] as const)("on %s gives its token back", async (network) => {
    const { id, accessToken } = await joined(network);
    expect(await isTaken(network, accessToken)).toBe(true);
    expect(await leave(id)).toBe(204);
    expect(await isTaken(network, accessToken)).toBe(false);
    expect(await t.app.db.profile.findUniqueOrThrow({ where: { id } })).toMatchObject({ credentials: "" });
  });

  test("on X gives the refresh token back too", async () => {
    const { id } = await joined("x");
    const { refreshToken } = await credentialsOf(id);
    await leave(id);
    const reply = await fetch(`${t.sandbox.url}/x/2/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        client_id: "our-client",
      }),
    });
    expect(reply.status).toBe(400);
  });

  test("on Bluesky ends its session", async () => {
    const { body } = await ana.call<{ id: string }>("POST", "/profiles", {
      network: "bluesky",
      credentials: { identifier: "marie.test", password: "app-password" },
      settings: { baseUrl: `${t.sandbox.url}/bluesky` },
    });
    const { session } = await credentialsOf(body.id);
    expect(await leave(body.id)).toBe(204);
    const reply = await fetch(`${t.sandbox.url}/bluesky/xrpc/com.atproto.server.refreshSession`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.refreshJwt}` },
    });
    expect([reply.status, await reply.json()]).toMatchObject([400, { error: "ExpiredToken" }]);
  });

  test("is gone here although the network does not answer", async () => {
    const { id, accessToken } = await joined("mastodon");
    await fetch(`${t.sandbox.url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        network: "mastodon",
        kind: "server-error-before",
        probability: 1,
        count: 1,
        match: { path: "/oauth/revoke" },
      }),
    });
    expect(await leave(id)).toBe(204);
    expect(await isTaken("mastodon", accessToken)).toBe(true);
    expect(await profiles()).toEqual([]);
  });

  test("leaves the token to another workspace that speaks for the same account", async () => {
    const { id, accessToken } = await joined("mastodon");
    const other = await t.app.db.workspace.create({ data: { name: "Other" } });
    const row = await t.app.db.profile.findUniqueOrThrow({ where: { id } });
    await t.app.db.profile.create({
      data: { ...row, id: randomUUID(), workspaceId: other.id, limits: {} },
    });
    await leave(id);
    expect(await isTaken("mastodon", accessToken)).toBe(true);
  });
});

describe("on X", () => {
  const start = () => ({ settings: { baseUrl: `${t.sandbox.url}/x` } });
  const row = () => t.app.db.profile.findFirstOrThrow();
  const renew = () => renewTokens(t.app, AbortSignal.timeout(20_000));

  test("the token is renewed within the hour before it ends, and each renewal is kept", async () => {
    expect((await connect("x", start())).get("signIn")).toBe("connected");
    const first = await row();
    expect(first.accessEndsAt).toBeNull();
    expect(first.tokenEndsAt).toEqual(new Date(t.clock().getTime() + 7_200_000));
    await renew();
    expect((await row()).credentials).toBe(first.credentials);
    t.clock.pass(3700);
    await Promise.all([renew(), renew(), renew()]);
    const second = await row();
    expect(second.credentials).not.toBe(first.credentials);
    expect(second).toMatchObject({
      state: "connected",
      tokenEndsAt: new Date(t.clock().getTime() + 7_200_000),
    });
    expect((await ana.call("POST", `/profiles/${second.id}/verify`)).body).toMatchObject({
      state: "connected",
    });
  });

  test("a network that is away for a while is asked again; one that says no asks for the person", async () => {
    await connect("x", start());
    t.clock.pass(3700);
    const fault = (kind: string) =>
      fetch(`${t.sandbox.url}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          network: "x",
          kind,
          probability: 1,
          count: 1,
          match: { path: "/oauth2/token" },
        }),
      });
    await fault("server-error-before");
    await renew();
    expect(await row()).toMatchObject({ state: "connected" });
    await fault("expired-token");
    await renew();
    expect(await row()).toMatchObject({ state: "reconnect", tokenEndsAt: null });
  });

  test("access that nobody can renew ends by asking for the person", async () => {
    await connect("x", start());
    const endsAt = new Date(t.clock().getTime() + 60_000);
    await t.app.db.profile.updateMany({ data: { tokenEndsAt: null, accessEndsAt: endsAt } });
    await renew();
    expect((await row()).state).toBe("connected");
    t.clock.pass(61);
    await renew();
    expect((await row()).state).toBe("reconnect");
  });
});

test("a network without sign-in, a key, and an unset client are told what to do instead", async () => {
  const on = async (network: string) => (await ana.call("POST", `/oauth/${network}/start`, {})).body;
  expect(await on("bluesky")).toMatchObject({ errors: [{ code: "no_sign_in_there" }] });
  expect(await on("viadeo")).toMatchObject({ errors: [{ code: "unknown_network" }] });
  expect((await t.call("POST", "/oauth/x/start", {})).body).toMatchObject({ code: "people_only" });
  const unset = await startTestApp();
  try {
    const { body } = await unset.call<{ items: { id: string; signIn: string | null }[] }>("GET", "/networks");
    const ways = Object.fromEntries(body.items.map(({ id, signIn }) => [id, signIn]));
    expect(ways).toMatchObject({ mastodon: "ready", x: "not-set-up", bluesky: null });
  } finally {
    await unset.close();
  }
});
