import { afterAll, beforeAll, expect, test } from "vitest";
import { telegramChannel } from "../../src/connectors/telegram/channel.ts";
import { testHttp } from "../support/access.ts";
import { describePeer, type PeerOutput, peer } from "../support/peers.ts";

const emulator = peer("telegram-emulator.mjs", { args: ["19081"] });
const botToken = "123456:peer";

describePeer("telegram-emulator.mjs", "a chat of the Telegram emulator", () => {
  let told: PeerOutput["values"] = {};
  beforeAll(async () => {
    told = (await emulator.start()).values;
  });
  afterAll(() => emulator.stop());

  test("shows an alert once it is delivered", async () => {
    const message = {
      id: "0198-delivery",
      event: "alert.opened" as const,
      sentAt: new Date(),
      subject: "Pic négatif",
      text: `12 mentions ${process.pid}`,
      link: "https://vigie.example/alerts/1",
      alert: null,
    };
    const outcome = await telegramChannel.deliver(
      message,
      { botToken, chatId: -100123, baseUrl: told.URL ?? "" },
      { http: testHttp(), smtpUrl: null },
      AbortSignal.timeout(20_000),
    );
    expect(outcome).toEqual({ kind: "delivered", detail: "200 OK" });
    const history = await fetch(`${told.URL}/getUpdatesHistory`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: botToken }),
    });
    expect(await history.text()).toContain(
      `Pic négatif\\n\\n12 mentions ${process.pid}\\n\\nhttps://vigie.example/alerts/1`,
    );
  });
});
