import { afterAll, beforeAll, expect, test } from "vitest";
import { sweep } from "../src/sweep.ts";
import { startTestApp, type TestApp } from "./support/app.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

test("the address of somebody who was invited and never came is forgotten a month after the invitation ended", async () => {
  const now = vigie.clock();
  const ended = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const invite = (email: string, expiresAt: Date) =>
    vigie.app.db.invitation.create({
      data: {
        workspaceId: vigie.workspaceId,
        email,
        role: "editor",
        tokenHash: email,
        invitedBy: "Ana",
        createdAt: ended(60),
        expiresAt,
      },
    });
  await invite("long-ago@example.org", ended(31));
  await invite("lately@example.org", ended(29));
  await sweep(vigie.app);
  const left = await vigie.app.db.invitation.findMany({ select: { email: true } });
  expect(left).toEqual([{ email: "lately@example.org" }]);
});
