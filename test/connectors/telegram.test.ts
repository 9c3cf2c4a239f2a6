import { afterEach, describe, expect, test } from "vitest";
import type { AlertMessage } from "../../src/alerts/channel.ts";
import { type TelegramSettings, telegramChannel } from "../../src/connectors/telegram/channel.ts";
import { testHttp } from "../support/access.ts";
import { type Answer, answering, type LocalServer, localServer } from "../support/local-server.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  sentAt: new Date("2026-11-21T12:00:00Z"),
  subject: "Pic négatif 😀",
  text: "12 *mentions* <b>",
  link: "https://vigie.example/alerts/1",
  alert: null,
};

const botToken = "123456:ABC-DEF_secret";
let server: LocalServer | null = null;
afterEach(async () => server?.close());

async function deliver(answer: Answer, changes: Partial<AlertMessage> = {}) {
  server = await localServer(answer);
  const settings: TelegramSettings = { botToken, chatId: "@channel", baseUrl: `${server.origin}/` };
  const needs = { http: testHttp(), smtpUrl: null };
  return telegramChannel.deliver({ ...message, ...changes }, settings, needs, AbortSignal.timeout(10_000));
}

const ok = answering(200, {}, '{"ok":true,"result":{"message_id":12}}');
const refusal = (code: number, description: string, parameters?: object) =>
  answering(code, {}, JSON.stringify({ ok: false, error_code: code, description, parameters }));
interface Sent {
  chat_id: string | number;
  text: string;
  entities: { type: string; offset: number; length: number }[];
}
const sent = (index = 0) => JSON.parse(server?.received[index]?.body ?? "{}") as Sent;

describe("an alert in Telegram", () => {
  test("needs no escaping, and has its subject in bold", async () => {
    expect(await deliver(ok)).toEqual({ kind: "delivered", detail: "200 OK" });
    expect(server?.received[0]?.path).toBe(`/bot${botToken}/sendMessage`);
    expect(sent()).toEqual({
      chat_id: "@channel",
      text: "Pic négatif 😀\n\n12 *mentions* <b>\n\nhttps://vigie.example/alerts/1",
      entities: [{ type: "bold", offset: 0, length: 14 }],
      link_preview_options: { is_disabled: true },
    });
  });

  test("that is long is cut at 4,096 characters and keeps its link", async () => {
    await deliver(ok, { text: "😀".repeat(5_000) });
    expect(sent().text.length).toBeLessThanOrEqual(4_096);
    expect(sent().text.length).toBeGreaterThan(4_090);
    expect(sent().text).toMatch(/😀…\n\nhttps:\/\/vigie\.example\/alerts\/1$/);
  });

  test("waits as long as Telegram says in its body", async () => {
    const outcome = await deliver(refusal(429, "Too Many Requests: retry after 35", { retry_after: 35 }));
    expect(outcome).toEqual({
      kind: "retry",
      afterSeconds: 35,
      detail: "429 Too Many Requests: Too Many Requests: retry after 35",
    });
  });

  test.each([
    [401, "Unauthorized", "rejected"],
    [403, "Forbidden: bot is not a member of the channel chat", "rejected"],
    [400, "Bad Request: chat not found", "rejected"],
    [500, "Internal Server Error", "unconfirmed"],
  ])("answered %i %s: %s", async (code, description, kind) => {
    const outcome = await deliver(refusal(code, description));
    expect(outcome).toMatchObject({ kind, detail: expect.stringContaining(description) });
    expect(JSON.stringify(outcome)).not.toContain("secret");
  });

  test("follows a group that got a new number, and says so", async () => {
    const moved = refusal(400, "Bad Request: group chat was upgraded", { migrate_to_chat_id: -1001 });
    const outcome = await deliver((request, response) =>
      (request.body.includes("-1001") ? ok : moved)(request, response),
    );
    expect(outcome).toMatchObject({ kind: "delivered", detail: expect.stringContaining("-1001") });
    expect(sent(1).chat_id).toBe(-1001);
  });

  test("whose answer is lost may be there already, and the token stays unsaid", async () => {
    const lost = await deliver((_request, response) => void response.destroy());
    expect(lost.kind).toBe("unconfirmed");
    expect(JSON.stringify(lost)).not.toContain("secret");
  });

  test("goes to a bot by a token that cannot lead elsewhere", () => {
    const accepts = (settings: object) => telegramChannel.settings.safeParse(settings).success;
    expect(accepts({ botToken, chatId: -100123 })).toBe(true);
    expect(accepts({ botToken, chatId: "-100123" })).toBe(true);
    expect(accepts({ botToken: "1:a/../../x", chatId: "@channel" })).toBe(false);
    expect(accepts({ botToken, chatId: "channel" })).toBe(false);
  });
});
