import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Evidence } from "../../src/alerts/alert.ts";
import { escalateAlerts, openAlert, resolveAlert, updateEvidence } from "../../src/alerts/store.ts";
import type { AlertRule } from "../../src/generated/prisma/client.ts";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("vigie");
});
afterAll(() => vigie.close());

const channelCount = 2;
/** A rule with two channels, and a third for when nobody looks after it in ten minutes. */
const ruleWithChannels = async (): Promise<AlertRule> => {
  const ids = Array.from({ length: channelCount + 1 }, () => randomUUID());
  await vigie.app.db.channel.createMany({
    data: ids.map((id) => ({ id, workspaceId: vigie.workspaceId, kind: "webhook", name: id, settings: "" })),
  });
  return vigie.app.db.alertRule.create({
    data: {
      workspaceId: vigie.workspaceId,
      kind: "negative-spike",
      monitorId: monitor,
      sensitivity: "medium",
      escalateMinutes: 10,
      channels: {
        create: ids.map((channelId, index) => ({ channelId, escalation: index === channelCount })),
      },
    },
  });
};
const evidence = (score: number): Evidence => ({
  expected: 1,
  seen: 15,
  since: vigie.clock().toISOString(),
  authors: 12,
  score,
  reason: "count",
  subject: null,
  topMentions: [],
  terms: [],
  sources: [],
});

type Look = { finds: "spike" | "calm"; score: number; atOnce: number; minutes: number };
const looks = fc.array(
  fc.record<Look>({
    finds: fc.constantFrom("spike", "calm"),
    score: fc.double({ min: 0.5, max: 1, noNaN: true }),
    atOnce: fc.integer({ min: 1, max: 4 }),
    minutes: fc.integer({ min: 0, max: 15 }),
  }),
  { maxLength: 12 },
);

test("whatever looks find, however many at once: an alert opens once, ends once, and each channel is told once", async () => {
  await fc.assert(
    fc.asyncProperty(looks, async (sequence) => {
      const rule = await ruleWithChannels();
      let isOpen = false;
      let opened = 0;
      for (const { finds, score, atOnce, minutes } of sequence) {
        vigie.clock.pass(minutes * 60);
        const now = vigie.clock();
        await escalateAlerts(vigie.app.db, now);
        const open = await vigie.app.db.alert.findFirst({
          where: { ruleId: rule.id, state: { not: "resolved" } },
        });
        const look = async () => {
          if (finds === "spike" && open) await updateEvidence(vigie.app.db, open.id, evidence(score), now);
          else if (finds === "spike") await openAlert(vigie.app.db, rule, evidence(score), now);
          else if (open) await resolveAlert(vigie.app.db, open.id, now);
        };
        await Promise.all(Array.from({ length: atOnce }, look));
        if (finds === "spike" && !isOpen) opened += 1;
        isOpen = finds === "spike";
      }
      const alerts = await vigie.app.db.alert.findMany({
        where: { ruleId: rule.id },
        include: { deliveries: true },
      });
      expect(alerts).toHaveLength(opened);
      expect(alerts.filter(({ state }) => state !== "resolved")).toHaveLength(isOpen ? 1 : 0);
      for (const { state, escalatedAt, deliveries } of alerts) {
        const told = (event: string) => deliveries.filter((delivery) => delivery.event === event).length;
        const escalated = escalatedAt === null ? 0 : 1;
        expect(told("alert.opened")).toBe(channelCount);
        expect(told("alert.escalated")).toBe(escalated);
        expect(told("alert.resolved")).toBe(state === "resolved" ? channelCount + escalated : 0);
      }
    }),
    { numRuns: 15 },
  );
});
