import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../../src/platform/database.ts";
import { createLog } from "../../src/platform/log.ts";
import { createSecrets, WrongKey } from "../../src/platform/secrets.ts";
import { vaultOf } from "../../src/profiles/vault.ts";
import { createDatabase } from "../support/app.ts";

const Tokens = z.object({ accessToken: z.string(), refreshToken: z.string() });
const first = { accessToken: "access-1", refreshToken: "refresh-1" };
const secrets = createSecrets(["a key for tests, long enough to be one"]);

let database: Awaited<ReturnType<typeof createDatabase>>;
let opened: ReturnType<typeof openDatabase>;
let id: string;
const stored = async () => (await opened.db.profile.findUniqueOrThrow({ where: { id } })).credentials;
/** A vault as one worker opens it, from what it read of the row. */
const vault = async () =>
  vaultOf({ db: opened.db, secrets }, { table: "profile", id }, await stored(), Tokens);

beforeAll(async () => {
  database = await createDatabase();
  opened = openDatabase(database.url, 12, createLog("fatal"));
});
beforeEach(async () => {
  id = randomUUID();
  const workspace = await opened.db.workspace.create({ data: { name: "Test" } });
  await opened.db.profile.create({
    data: {
      id,
      workspaceId: workspace.id,
      network: "x",
      name: "x",
      handle: "@x",
      remoteId: id,
      baseUrl: "https://x.example",
      verifiedAt: new Date(),
      credentials: secrets.seal(JSON.stringify(first), id),
    },
  });
});
afterAll(async () => {
  await opened?.close();
  await database?.drop();
});

describe("the credentials of a profile", () => {
  test("are read as they were stored, and lie in the database unreadable", async () => {
    expect(await (await vault()).read()).toEqual(first);
    expect(await stored()).not.toContain("access-1");
  });

  test("are renewed once, when many workers find them stale at the same moment", async () => {
    let renewals = 0;
    const workers = await Promise.all(Array.from({ length: 8 }, vault));
    const results = await Promise.all(
      workers.map((worker) =>
        worker.renew(first, async (current) => {
          renewals += 1;
          expect(current).toEqual(first);
          await wait(50); // a network takes its time, and accepts a refresh token only once
          return { accessToken: `access-${renewals + 1}`, refreshToken: `refresh-${renewals + 1}` };
        }),
      ),
    );
    expect(renewals).toBe(1);
    const second = { accessToken: "access-2", refreshToken: "refresh-2" };
    expect(results).toEqual(Array(8).fill(second));
    for (const worker of workers) expect(await worker.read()).toEqual(second);
    expect(await (await vault()).read()).toEqual(second);
  });

  test("are renewed again by whoever knows the newest and finds them stale too", async () => {
    const worker = await vault();
    const second = await worker.renew(first, async () => ({ ...first, accessToken: "access-2" }));
    const third = await worker.renew(second, async (current) => ({ ...current, accessToken: "access-3" }));
    expect(third.accessToken).toBe("access-3");
  });

  test("stay as they are when the renewal fails, and the next worker may try", async () => {
    const worker = await vault();
    await expect(worker.renew(first, () => Promise.reject(new Error("the network is away")))).rejects.toThrow(
      "away",
    );
    expect(await (await vault()).read()).toEqual(first);
    expect(await worker.renew(first, async () => ({ ...first, accessToken: "access-2" }))).toMatchObject({
      accessToken: "access-2",
    });
  });

  test("are not overwritten by what has not their form", async () => {
    const worker = await vault();
    await expect(
      worker.renew(first, async () => ({ accessToken: "only half" }) as typeof first),
    ).rejects.toThrow();
    expect(await (await vault()).read()).toEqual(first);
  });

  test("do not open in another row, or with another key", async () => {
    const sealed = await stored();
    const elsewhere = vaultOf(
      { db: opened.db, secrets },
      { table: "profile", id: randomUUID() },
      sealed,
      Tokens,
    );
    await expect(elsewhere.read()).rejects.toThrow(WrongKey);
    const otherKey = createSecrets(["another key for tests, as long as that"]);
    const other = vaultOf({ db: opened.db, secrets: otherKey }, { table: "profile", id }, sealed, Tokens);
    await expect(other.read()).rejects.toThrow(WrongKey);
  });
});
