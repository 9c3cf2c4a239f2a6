import { afterEach, describe, expect, test } from "vitest";
import type { AlertMessage } from "../../src/alerts/channel.ts";
import { discordChannel } from "../../src/connectors/discord/channel.ts";
import { testHttp } from "../support/access.ts";
import { type Answer, answering, type LocalServer, localServer } from "../support/local-server.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  sentAt: new Date("2026-11-21T12:00:00Z"),
  subject: "Pic *négatif*",
  text: "@everyone see https://e.example/a_b_c and _this_",
  link: "https://vigie.example/alerts/1",
  alert: null,
};

let server: LocalServer | null = null;
afterEach(async () => server?.close());

async function deliver(answer: Answer, changes: Partial<AlertMessage> = {}, query = "") {
  server = await localServer(answer);
  const settings = { url: `${server.origin}/api/webhooks/1/secret${query}` };
  const needs = { http: testHttp(), smtpUrl: null };
  return discordChannel.deliver({ ...message, ...changes }, settings, needs, AbortSignal.timeout(10_000));
}

const posted = { "content-type": "application/json" };
const sent = () => JSON.parse(server?.received[0]?.body ?? "{}") as { content: string };

describe("an alert in Discord", () => {
  test("is taken at its word, keeps its addresses whole, and pings nobody", async () => {
    const outcome = await deliver(answering(200, posted, '{"id":"1","content":"x"}'), {}, "?thread_id=7");
    expect(outcome).toEqual({ kind: "delivered", detail: "200 OK" });
    expect(server?.received[0]?.path).toBe("/api/webhooks/1/secret?thread_id=7&wait=true");
    expect(sent()).toEqual({
      content:
        "**Pic \\*négatif\\***\n@everyone see https://e.example/a_b_c and \\_this\\_\nhttps://vigie.example/alerts/1",
      allowed_mentions: { parse: [] },
      flags: 4,
    });
  });

  test("that is long is cut at 2,000 characters, emoji being one, and keeps its link", async () => {
    await deliver(answering(200, posted, "{}"), { text: "😀*".repeat(3_000) });
    expect(Array.from(sent().content).length).toBeLessThanOrEqual(2_000);
    expect(Array.from(sent().content).length).toBeGreaterThan(1_990);
    expect(sent().content).toMatch(/…\nhttps:\/\/vigie\.example\/alerts\/1$/);
  });

  test.each([
    [
      429,
      '{"message":"You are being rate limited.","retry_after":64.57,"global":false}',
      { kind: "retry", afterSeconds: 65 },
    ],
    [
      404,
      '{"message":"Unknown Webhook","code":10015}',
      { kind: "rejected", detail: "404 Not Found: Unknown Webhook (10015)" },
    ],
    [400, '{"message":"Invalid Form Body","code":50035}', { kind: "rejected" }],
    [401, '{"message":"401: Unauthorized","code":0}', { kind: "rejected" }],
    [
      500,
      "<html>oops</html>",
      { kind: "unconfirmed", detail: "500 Internal Server Error: <html>oops</html>" },
    ],
  ])("answered %i %s", async (status, body, outcome) => {
    expect(await deliver(answering(status, posted, body))).toMatchObject(outcome);
  });

  test("whose answer is lost may be there already, and is not sent again unasked", async () => {
    expect(await deliver((_request, response) => void response.destroy())).toMatchObject({
      kind: "unconfirmed",
    });
  });
});
