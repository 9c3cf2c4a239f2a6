import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { importText, line, monitorFor, refused } from "../support/asking.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

describe("figures", () => {
  test("add up in the viewer's zone, empty days included", async () => {
    const monitor = await monitorFor(vigie, "figures");
    const at = (publishedAt: string) => ({ publishedAt });
    await importText(
      vigie,
      [
        // Half past midnight in Paris, the day before in UTC.
        line("n1", "figures are wonderful, I love it", at("2026-10-23T22:30:00Z")),
        line("n2", "figures are horrible, I hate it", at("2026-10-25T12:00:00Z")),
      ].join("\n"),
    );
    const period = "from=2026-10-23T22:00:00Z&to=2026-10-26T23:00:00Z";
    const summary = await vigie.call("GET", `/reputation/summary?monitor=${monitor}&${period}`);
    expect(summary.body).toMatchObject({
      mentions: 2,
      negative: 1,
      positive: 1,
      unscored: 0,
      netSentiment: 0,
    });
    const series = await vigie.call(
      "GET",
      `/reputation/timeseries?monitor=${monitor}&${period}&tz=Europe/Paris`,
    );
    expect(series.body).toMatchObject({
      interval: "day",
      timeZone: "Europe/Paris",
      buckets: [
        { from: "2026-10-23T22:00:00.000Z", to: "2026-10-24T22:00:00.000Z", mentions: 1, positive: 1 },
        { to: "2026-10-25T23:00:00.000Z", mentions: 1, negative: 1 }, // 25 hours
        { to: "2026-10-26T23:00:00.000Z", mentions: 0, netSentiment: null },
      ],
    });
  });
  test.each([
    ["tz=Europe/Pariss", "/tz"],
    ["tz=%2B02:00", "/tz"], // which PostgreSQL would take for two hours west
    ["from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z", "/from"],
    ["from=2020-01-01T00:00:00Z&interval=hour", "/interval"],
    ["interval=minute", "/interval"],
  ])("a period that cannot be drawn is refused: %s", async (query, pointer) => {
    const monitor = await monitorFor(vigie, "undrawn");
    const answer = await refused(vigie, "GET", `/reputation/timeseries?monitor=${monitor}&${query}`);
    expect(answer).toMatchObject({ status: 400, pointer });
  });
  test("of a monitor that is not there are not found", async () =>
    expect((await vigie.call("GET", "/reputation/summary?monitor=nobody")).status).toBe(404));
});
