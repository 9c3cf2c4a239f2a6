import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
beforeAll(async () => {
  vigie = await startHearing();
});
afterAll(() => vigie.close());

test("a source that was down within the period is named, with since when and until when", async () => {
  const { db } = vigie.app;
  const monitor = await db.monitor.findUniqueOrThrow({ where: { id: await vigie.monitor("acme") } });
  const at = (hour: string) => new Date(`2026-11-20T${hour}:00Z`);
  const made = await db.source.create({
    data: {
      workspaceId: monitor.workspaceId,
      network: "rss",
      mode: "feed",
      name: "News",
      settings: {},
      baseUrl: "",
      intervalSeconds: 60,
      lastPolledAt: at("08:00"),
    },
  });
  const become = (state: "active" | "failing", lastPolledAt: Date) =>
    db.source.update({ where: { id: made.id }, data: { state, lastPolledAt } });
  await become("failing", at("08:05"));
  await become("active", at("09:30"));
  await become("failing", at("12:00"));
  const gaps = async (from: string, to: string) => {
    const { body } = await vigie.call<{
      sources: number;
      items: { source: string; from: string; to: string | null }[];
    }>("GET", `/reputation/gaps?monitor=${monitor.id}&from=2026-11-20T${from}:00Z&to=2026-11-20T${to}:00Z`);
    expect(body.sources).toBeGreaterThan(0);
    return body.items
      .filter(({ source }) => source === made.id)
      .map((gap) => [gap.from.slice(11, 16), gap.to?.slice(11, 16)]);
  };
  expect(await gaps("07:00", "09:30")).toEqual([["08:00", "09:30"]]);
  expect(await gaps("09:00", "14:00")).toEqual([
    ["09:30", undefined],
    ["08:00", "09:30"],
  ]);
  expect(await gaps("05:00", "08:00")).toEqual([]);
});
