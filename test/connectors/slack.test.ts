import { afterEach, describe, expect, test } from "vitest";
import type { AlertMessage } from "../../src/alerts/channel.ts";
import { slackChannel } from "../../src/connectors/slack/channel.ts";
import { testHttp } from "../support/access.ts";
import { type Answer, answering, type LocalServer, localServer } from "../support/local-server.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  sentAt: new Date("2026-11-21T12:00:00Z"),
  subject: "Pic négatif: R&D",
  text: "<!channel> 1 < 2 & 3 > 2",
  link: "https://vigie.example/alerts/1",
  alert: null,
};

let server: LocalServer | null = null;
afterEach(async () => server?.close());

async function deliver(answer: Answer, changes: Partial<AlertMessage> = {}) {
  server = await localServer(answer);
  const settings = { url: `${server.origin}/services/T0/B0/secret` };
  const needs = { http: testHttp(), smtpUrl: null };
  return slackChannel.deliver({ ...message, ...changes }, settings, needs, AbortSignal.timeout(10_000));
}

const sentText = () => (JSON.parse(server?.received[0]?.body ?? "{}") as { text: string }).text;

describe("an alert in Slack", () => {
  test("is escaped, so that nobody quoted in it can call the whole channel", async () => {
    expect(await deliver(answering(200, {}, "ok"))).toEqual({ kind: "delivered", detail: "200 OK: ok" });
    expect(sentText()).toBe(
      "*Pic négatif: R&amp;D*\n&lt;!channel&gt; 1 &lt; 2 &amp; 3 &gt; 2\nhttps://vigie.example/alerts/1\n_ref. 0198-delivery_",
    );
  });

  test("that is long keeps its link and is not folded away", async () => {
    await deliver(answering(200, {}, "ok"), { text: "&".repeat(10_000), subject: "s".repeat(1000) });
    expect(sentText().length).toBeLessThanOrEqual(4_000);
    expect(sentText()).toMatch(/&amp;…\nhttps:\/\/vigie\.example\/alerts\/1\n_ref\. 0198-delivery_$/);
  });

  test.each([
    [403, {}, "invalid_token", { kind: "rejected", detail: "403 Forbidden: invalid_token" }],
    [404, {}, "no_service", { kind: "rejected", detail: "404 Not Found: no_service" }],
    [410, {}, "channel_is_archived", { kind: "rejected", detail: "410 Gone: channel_is_archived" }],
    [429, { "retry-after": "1" }, "rate_limited", { kind: "retry", afterSeconds: 1 }],
    [500, {}, "rollup_error", { kind: "retry", detail: "500 Internal Server Error: rollup_error" }],
  ])("answered %i %j %s", async (status, headers, body, outcome) => {
    expect(await deliver(answering(status, headers, body))).toMatchObject(outcome);
  });

  test("whose answer is lost is told again: better twice than not at all", async () => {
    expect(await deliver((_request, response) => void response.destroy())).toMatchObject({ kind: "retry" });
  });
});
