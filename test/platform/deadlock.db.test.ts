import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "../../src/platform/database.ts";
import { againAfterDeadlock } from "../../src/platform/deadlock.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

let app: TestApp;
const names = ["left", "right"];
beforeAll(async () => {
  app = await startTestApp();
  for (const name of names) await app.app.db.workspace.create({ data: { name, createdAt: app.clock() } });
});
afterAll(() => app.close());

const byHand = (tx: Transaction, name: string, zone: string) =>
  tx.$executeRaw`update workspace set time_zone = ${zone} where name = ${name}`;
const byPrisma = (tx: Transaction, name: string, zone: string) =>
  tx.workspace.updateMany({ where: { name }, data: { timeZone: zone } });

test.each([
  { kind: "written by hand", change: byHand, zone: "Asia/Tokyo" },
  { kind: "of Prisma", change: byPrisma, zone: "Asia/Seoul" },
])(
  "two transactions that wait for each other both end well, with statements $kind",
  async ({ change, zone }) => {
    let tries = 0;
    let holding = 0;
    let tellBoth = () => {};
    const bothHoldOne = new Promise<void>((resolve) => {
      tellBoth = resolve;
    });
    const changeInOrder = (order: readonly string[]) =>
      againAfterDeadlock(() =>
        app.app.db.$transaction(async (tx) => {
          tries += 1;
          const [first = "", second = ""] = order;
          await change(tx, first, zone);
          holding += 1;
          if (holding === 2) tellBoth();
          await bothHoldOne;
          await change(tx, second, zone);
        }),
      );
    await Promise.all([changeInOrder(names), changeInOrder(names.toReversed())]);
    // One was ended, at least once, and both were done.
    expect(tries).toBeGreaterThanOrEqual(3);
    const changed = await app.app.db.workspace.findMany({ where: { name: { in: names } } });
    expect(changed.map(({ timeZone }) => timeZone)).toEqual([zone, zone]);
  },
);

test("what fails for another reason is not done again", async () => {
  let tries = 0;
  const work = () => {
    tries += 1;
    return app.app.db.$executeRaw`select 1 / 0`;
  };
  await expect(againAfterDeadlock(work)).rejects.toThrow("division by zero");
  expect(tries).toBe(1);
});
