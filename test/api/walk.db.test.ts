import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Role } from "../../src/generated/prisma/enums.ts";
import { createKey } from "../../src/workspaces/keys.ts";
import { type Action, actions, may, whole } from "../../src/workspaces/permissions.ts";
import { mark, startTwoWorkspaces, type TwoWorkspaces } from "../support/two-workspaces.ts";

/**
 * Walks every route of the OpenAPI document. A route that is new is walked too; what it needs and is not here fails
 * the test, and says so: an id for its path in test/support/two-workspaces.ts, a body or a query parameter below.
 */
let t: TwoWorkspaces;
let routes: Route[];
beforeAll(async () => {
  t = await startTwoWorkspaces();
  const { paths } = (await t.server.inject("/api/openapi.json")).json<Document>();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replace("/api/v1", "")}`,
      method: method.toUpperCase() as Route["method"],
      path,
      action: operation["x-vigie-action"],
      query: (operation.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name),
      hasBody: operation.requestBody !== undefined,
    })),
  );
});
afterAll(() => t.close());

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        "x-vigie-action": Action | "person" | "anyone";
        parameters?: { in: string; name: string }[];
        requestBody?: unknown;
      }
    >
  >;
}
interface Route {
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  action: Action | "person" | "anyone";
  query: string[];
  hasBody: boolean;
}

/** Who comes without any key. Each is a decision: nothing of a workspace may be had there. */
const openRoutes = [
  "GET /health/live",
  "GET /l/{code}",
  "GET /health/ready",
  "GET /metrics",
  "GET /session",
  "GET /oauth/{network}/callback",
  "POST /session",
  "POST /session/first-owner",
  "POST /invitations/look",
  "POST /invitations/accept",
  "POST /password-links",
  "POST /password-links/look",
  "POST /password-links/use",
  "POST /review-links/look",
  "POST /review-links/image",
  "POST /review-links/card",
  "POST /review-links/card-image",
  "POST /review-links/decide",
];
/** Answers without end: held to its own workspace in test/api/events.db.test.ts. */
const streams = ["GET /events"];

/** Parameters of paths that name no row. */
const plainPath: Record<string, string> = { network: "mastodon" };
/** Query parameters that name a row, by the kind of row. */
const rowsInQuery: Record<string, string> = {
  monitor: "monitors",
  profile: "profiles",
  post: "posts",
  campaign: "campaigns",
  series: "series",
  actor: "members",
  target: "posts",
  brand: "monitors",
  alert: "alerts",
  source: "sources",
  rule: "alert-rules",
  schedule: "report-schedules",
};
/** Those that name none. */
const plainQuery: Record<string, string> = {
  limit: "100",
  cursor: "",
  order: "asc",
  from: "2026-11-01T00:00:00Z",
  to: "2026-12-31T00:00:00Z",
  tz: "Europe/Paris",
  network: "mastodon",
  author: "ana-of-a",
};
const freeQuery = [
  "action",
  "answered",
  "archived",
  "askedBy",
  "assignee",
  "compare",
  "in",
  "inForce",
  "interval",
  "label",
  "language",
  "later",
  "q",
  "review",
  "scope",
  "site",
  "span",
  "state",
  "status",
  "triage",
  "unscheduled",
  "url",
  "waitsFor",
];

const tomorrow = "2026-12-01T09:00:00Z";
/**
 * A body that is right in form, full of A's ids; where the path names no row, also what becomes of it: the code of the
 * refusal, or "ok" where it names none of A's and B makes something of its own, or is only told what is wrong.
 */
const bodies = (a: Readonly<Record<string, string>>): Record<string, { body: unknown; answer?: string }> => ({
  "PATCH /workspaces/{id}": { body: { name: "B's now" } },
  "POST /workspaces": { body: { name: "by a key" }, answer: "people_only" },
  "PATCH /members/{id}": { body: { role: "analyst" } },
  "POST /invitations": { body: { role: "analyst" }, answer: "ok" },
  "POST /api-keys": { body: { name: "b's own", role: "analyst" }, answer: "ok" },
  "POST /profiles": {
    body: { network: "mastodon", credentials: {}, settings: { baseUrl: "http://127.0.0.1:9" } },
    answer: "wrong_credentials_shape",
  },
  "POST /oauth/{network}/start": {
    body: { profile: a.profiles },
    answer: "people_only",
  },
  "PATCH /profiles/{id}": { body: { name: "B's now" } },
  "PUT /profiles/{id}/slots": { body: { items: [] } },
  "POST /media": { body: {}, answer: "wrong_content_type" },
  "PATCH /media/{id}": { body: { altText: "B's now" } },
  "POST /posts": {
    body: { text: "b", profiles: [a.profiles], media: [a.media], scheduledAt: tomorrow },
    answer: "unknown_profile",
  },
  "POST /posts/validate": {
    body: { text: "b", profiles: [a.profiles], media: [a.media], scheduledAt: tomorrow },
    answer: "ok",
  },
  "PATCH /posts/{id}": { body: { text: "B's now" } },
  "POST /posts/{id}/schedule": { body: { scheduledAt: tomorrow } },
  "POST /posts/{id}/approve": { body: {} },
  "POST /posts/{id}/reject": { body: { reason: "b" } },
  "POST /posts/{id}/comments": { body: { text: "b" } },
  "PATCH /publications": {
    body: { moves: [{ id: a.publications, version: 0, shiftDays: 1 }] },
    answer: "unknown_publication",
  },
  "POST /publications/{id}/resolve": { body: { outcome: "published" } },
  "POST /campaigns": { body: { name: "b's own" }, answer: "ok" },
  "PATCH /campaigns/{id}": { body: { name: "B's now" } },
  "POST /notes": { body: { text: "b", at: tomorrow, monitor: a.monitors }, answer: "not_found" },
  "PATCH /notes/{id}": { body: { text: "B's now" } },
  "POST /holds": { body: { reason: "b", profile: a.profiles }, answer: "not_found" },
  "DELETE /holds/{id}": { body: {} },
  "POST /holds/{id}/preview": { body: {} },
  "POST /sentiment-rules/preview": { body: { text: "b" }, answer: "ok" },
  "POST /sentiment-rules": { body: { words: "b", weight: 1 }, answer: "ok" },
  "POST /review-links": { body: { name: "b", posts: [a.posts] }, answer: "unknown_post" },
  "POST /series/preview": {
    body: { rule: "FREQ=DAILY", scheduledAt: { local: "2026-12-01T09:30", timeZone: "Europe/Paris" } },
    answer: "ok",
  },
  "PATCH /planning": { body: {}, answer: "ok" },
  "POST /sources": {
    body: { network: "mastodon", mode: "replies", profile: a.profiles },
    answer: "unknown_profile",
  },
  "PATCH /sources/{id}": { body: { name: "B's now" } },
  "POST /monitors": {
    body: { name: "b", kind: "brand", query: "b", sources: [a.sources] },
    answer: "unknown_source",
  },
  "POST /monitors/preview": { body: { query: "b", texts: [] }, answer: "ok" },
  "PATCH /monitors/{id}": { body: { name: "B's now" } },
  "POST /posts/import": { body: {}, answer: "wrong_content_type" },
  "POST /mentions/import": { body: {}, answer: "wrong_content_type" },
  "POST /alert-rules": {
    body: { kind: "negative-spike", monitor: a.monitors, channels: [a.channels] },
    answer: "unknown_monitor",
  },
  "PATCH /alert-rules/{id}": { body: { enabled: false } },
  "POST /alert-rules/backtest": {
    body: {
      kind: "negative-spike",
      monitor: a.monitors,
      from: "2026-11-01T00:00:00Z",
      to: "2026-11-20T00:00:00Z",
    },
    answer: "unknown_monitor",
  },
  "PATCH /alerts/{id}": { body: { assignee: null } },
  "POST /alerts/{id}/snooze": { body: { until: tomorrow } },
  "PATCH /channels/{id}": { body: { name: "B's now" } },
  "POST /channels/{id}/digest-preview": { body: { language: "fr" } },
  "PATCH /mentions/{id}": { body: { triage: "done" } },
  "POST /mentions/{id}/reply": { body: { profile: a.profiles, text: "b" } },
  "PATCH /personal-data/retention": { body: { days: 365 }, answer: "ok" },
  "POST /personal-data/erasures": { body: { network: "mastodon", author: "ana-of-a" }, answer: "ok" },
  "POST /report-schedules": {
    body: {
      name: "b",
      language: "fr",
      covers: "week",
      rule: "FREQ=WEEKLY",
      firstAt: { local: "2026-12-01T08:00", timeZone: "Europe/Paris" },
      monitors: [a.monitors],
    },
    answer: "unknown_monitor",
  },
  "PATCH /report-schedules/{id}": { body: { enabled: false } },
  "POST /reports": { body: { monitors: [a.monitors] }, answer: "unknown_monitor" },
  "POST /channels": {
    body: {
      kind: "webhook",
      settings: { url: "http://127.0.0.1:9/", secret: "b's own secret, long enough" },
    },
    answer: "ok",
  },
});

const guarded = () => routes.filter(({ action }) => action !== "anyone" && action !== "person");

/** A's id for the parameter of a path. */
function pathOf({ name, path }: Route, idFor: (kind: string) => string | undefined): string {
  return path.replace(/([^/]+)\/\{([^}]+)\}/g, (_all, kind: string, parameter: string) => {
    if (plainPath[parameter]) return `${kind}/${plainPath[parameter]}`;
    const id = idFor(kind);
    if (id === undefined) throw new Error(`${name}: no row of A is known for {${parameter}} of "${kind}"`);
    return `${kind}/${id}`;
  });
}

function queryOf({ name, query }: Route): string {
  const pairs = query.flatMap((parameter) => {
    const kind = rowsInQuery[parameter];
    const value = kind === undefined ? plainQuery[parameter] : t.ids[kind];
    if (value === undefined && !freeQuery.includes(parameter))
      throw new Error(`${name}: say above whether the query parameter "${parameter}" names a row`);
    return value ? [`${parameter}=${encodeURIComponent(value)}`] : [];
  });
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function bodyOf({ name, method, path, hasBody }: Route) {
  const found = bodies(t.ids)[name];
  const isWanted = hasBody || (["POST", "PUT", "PATCH"].includes(method) && !path.includes("{"));
  if (isWanted && !found) throw new Error(`${name}: no body is known for it; add one above, with A's ids`);
  return found;
}

/** What was wrong: with one field, or in all. */
function codeIn({ code, errors }: { code: string; errors?: { code: string }[] }): string {
  return errors?.[0]?.code ?? code;
}

function ask(route: Route, url: string, headers: Record<string, string>, body?: unknown) {
  return t.server.inject({
    method: route.method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body as object }),
  });
}
const as = (key: string) => ({ authorization: `Bearer ${key}` });

test("only what was decided to be open is open", () => {
  const open = routes.filter(({ action }) => action === "anyone").map(({ name }) => name);
  expect(open.sort()).toEqual([...openRoutes].sort());
  for (const { name, action } of guarded()) expect(actions, name).toContain(action);
});

test("no route shows or changes anything of another workspace", async () => {
  const before = await t.snapshot();
  for (const kind of Object.keys(t.ids)) expect(before, kind).toContain(t.ids[kind]);
  for (const route of guarded().filter(({ name }) => !streams.includes(name))) {
    const given = bodyOf(route);
    const namesRow = /\{(?!network\})/.test(route.path);
    const url = `${pathOf(route, (kind) => t.ids[kind])}${queryOf(route)}`;
    const reply = await ask(route, url, as(t.otherKey), given?.body);
    const asked = `${url} ${JSON.stringify(given?.body)}`;
    const what = `${route.name} answered ${reply.statusCode} ${reply.body.slice(0, 500)}`;
    if (namesRow) expect.soft(reply.statusCode, what).toBe(404);
    else if (given)
      expect.soft(reply.statusCode < 300 ? "ok" : codeIn(reply.json()), what).toBe(given.answer);
    expect.soft(reply.statusCode, what).toBeLessThan(500);
    expect.soft(reply.body, what).not.toContain(mark);
    if (reply.statusCode < 400)
      for (const id of Object.values(t.ids).filter((id) => !asked.includes(id)))
        expect.soft(reply.body, what).not.toContain(id);
    expect.soft(await t.snapshot(), `${route.name} changed something of A`).toBe(before);
  }
});

test("a person is let into no workspace but their own, whatever they ask there", async () => {
  const before = await t.snapshot();
  const into = { "x-vigie-workspace": t.ids.workspaces ?? "", cookie: t.other.cookie() };
  const headers = { ...into, host: "localhost", origin: "http://localhost" };
  for (const route of guarded()) {
    const reply = await ask(
      route,
      pathOf(route, (kind) => t.ids[kind]),
      headers,
      bodies(t.ids)[route.name]?.body,
    );
    expect(reply.statusCode, route.name).toBe(403);
    expect(reply.json(), route.name).toMatchObject({ code: "other_workspace" });
  }
  expect(await t.snapshot()).toBe(before);
});

test("nobody comes in without a key or a session, nor with a false one", async () => {
  const strangers = [
    {},
    as("vigie_false"),
    { cookie: "vigie=false", origin: "http://localhost", host: "localhost" },
  ];
  for (const route of routes.filter(({ action }) => action !== "anyone"))
    for (const headers of strangers) {
      const reply = await ask(
        route,
        pathOf(route, (kind) => t.ids[kind] ?? randomUUID()),
        headers,
      );
      expect(reply.statusCode, `${route.name} with ${JSON.stringify(headers)}`).toBe(401);
    }
});

describe("what a role may do is what the table says, on every route", () => {
  test.each(Object.values(Role))("%s", async (role) => {
    const { key } = await createKey(t.app, t.workspaceId, { name: role, role });
    for (const route of guarded()) {
      const isAllowed = may(whole(role), route.action as Action);
      if (isAllowed && streams.includes(route.name)) continue;
      // Rows that are not there: who may, gets past the door and finds nothing to change.
      const reply = await ask(
        route,
        pathOf(route, () => randomUUID()),
        as(key),
      );
      const { code } = reply.headers["content-type"]?.toString().includes("json")
        ? reply.json<{ code?: string }>()
        : {};
      const what = `${route.name} (${route.action}) answered ${reply.statusCode} ${code}`;
      if (isAllowed) expect([reply.statusCode === 401, code === "not_allowed"], what).toEqual([false, false]);
      else expect([reply.statusCode, code], what).toEqual([403, "not_allowed"]);
    }
  });
});
