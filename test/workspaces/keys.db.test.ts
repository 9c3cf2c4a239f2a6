import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotFound } from "../../src/errors.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { admitBootstrapKey, createKey, keyFinder, revokeKey, scopesFrom } from "../../src/workspaces/keys.ts";
import { createDatabase, testClock } from "../support/app.ts";

let database: Awaited<ReturnType<typeof createDatabase>>;
let opened: ReturnType<typeof openDatabase>;
let workspaceId: string;
const clock = testClock();
const ctx = () => ({ db: opened.db, clock });

beforeAll(async () => {
  database = await createDatabase();
  opened = openDatabase(database.url, 4, createLog("fatal"));
});
afterAll(async () => {
  await opened?.close();
  await database?.drop();
});

describe("the operator's own key", () => {
  const key = "a key that the operator chose for automation";

  test("makes a workspace when there is none, and is valid as its owner's", async () => {
    await admitBootstrapKey(ctx(), key);
    const caller = await keyFinder(ctx())(key);
    expect(caller).toMatchObject({ role: "owner", name: "bootstrap" });
    workspaceId = caller?.workspaceId ?? "";
  });

  test("is admitted at every start, and makes nothing twice", async () => {
    await Promise.all([admitBootstrapKey(ctx(), key), admitBootstrapKey(ctx(), key)]);
    expect(await opened.db.workspace.count()).toBe(1);
    expect(await opened.db.apiKey.count()).toBe(1);
  });
});

describe("a key", () => {
  test("is shown once and kept as a hash alone", async () => {
    const { key } = await createKey(ctx(), workspaceId, { name: "ci", role: "editor" });
    expect(key).toMatch(/^vigie_[\w-]{32}$/);
    const rows = JSON.stringify(await opened.db.apiKey.findMany());
    expect(rows).not.toContain(key);
    expect(rows).not.toContain(key.slice(10));
  });

  test("tells when it was last used", async () => {
    const { id, key } = await createKey(ctx(), workspaceId, { name: "used", role: "analyst" });
    expect(await keyFinder(ctx())(key)).toMatchObject({ kind: "key", id, role: "analyst", workspaceId });
    expect((await opened.db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt).toEqual(clock());
  });

  test("that was revoked is believed for five seconds at most, and by nobody who asks anew", async () => {
    const { id, key } = await createKey(ctx(), workspaceId, { name: "gone", role: "owner" });
    const find = keyFinder(ctx());
    expect(await find(key)).not.toBeNull();
    await revokeKey(ctx(), workspaceId, id);
    expect(await keyFinder(ctx())(key)).toBeNull();
    clock.pass(5);
    expect(await find(key)).toBeNull();
  });

  test("of another workspace cannot be revoked, nor one that is revoked already", async () => {
    const other = await opened.db.workspace.create({ data: { name: "Other" } });
    const { id, key } = await createKey(ctx(), workspaceId, { name: "mine", role: "owner" });
    await expect(revokeKey(ctx(), other.id, id)).rejects.toThrow(NotFound);
    await expect(revokeKey(ctx(), workspaceId, "no id")).rejects.toThrow(NotFound);
    expect(await keyFinder(ctx())(key)).not.toBeNull();
    await revokeKey(ctx(), workspaceId, id);
    await expect(revokeKey(ctx(), workspaceId, id)).rejects.toThrow(NotFound);
  });

  test("ends by itself where that was wanted, and is no more than its scopes say", async () => {
    const expiresAt = new Date(clock().getTime() + 60_000);
    const wanted = { name: "short", role: "editor", scopes: ["read"], expiresAt } as const;
    const { key } = await createKey(ctx(), workspaceId, wanted);
    expect(await keyFinder(ctx())(key)).toMatchObject({ role: "editor", scopes: ["read"] });
    clock.pass(60);
    expect(await keyFinder(ctx())(key)).toBeNull();
  });

  test("whose scopes no version of Vigie knows is not taken for one that may do all", () => {
    expect(scopesFrom([])).toEqual([]);
    expect(scopesFrom(["read", "gone"])).toEqual(["read"]);
    expect(() => scopesFrom(["gone"])).toThrow("gone");
  });

  test("that nobody made opens nothing", async () => {
    const find = keyFinder(ctx());
    for (const key of ["", "vigie_", "x".repeat(10_000), "' or 1=1 --"]) expect(await find(key)).toBeNull();
  });
});
