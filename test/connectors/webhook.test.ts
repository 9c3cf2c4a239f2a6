import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test } from "vitest";
import type { AlertMessage } from "../../src/alerts/channel.ts";
import { createWebhookChannel, type WebhookSettings } from "../../src/connectors/webhook/channel.ts";
import { codePoints, cutToFit } from "../../src/connectors/webhook/cut.ts";
import { retryAfterSeconds } from "../../src/connectors/webhook/retry-after.ts";
import { testHttp } from "../support/access.ts";
import { type Answer, answering, type LocalServer, localServer } from "../support/local-server.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  // Long before the attempt: the signature must carry the attempt's time, or a receiver refuses it as too old.
  sentAt: new Date(Date.now() - 3_600_000),
  subject: "Pic négatif",
  text: "12 mentions négatives",
  link: "https://vigie.example/alerts/1",
  alert: { id: "1", state: "firing" },
};

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: Answer): Promise<LocalServer> {
  const server = await localServer(answer);
  servers.push(server);
  return server;
}

const channel = createWebhookChannel();

function deliver(settings: WebhookSettings, http = testHttp(), signal = AbortSignal.timeout(10_000)) {
  return channel.deliver(message, settings, { http, smtpUrl: null }, signal);
}

function headersOf(server: LocalServer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(server.received[0]?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

describe("an alert by webhook", () => {
  test("tells type, time and data, and is signed so that any Standard Webhooks library accepts it", async () => {
    const server = await serve(answering(204));
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    expect(await deliver({ url: server.origin, secret })).toEqual({
      kind: "delivered",
      detail: "204 No Content",
    });
    const [request] = server.received;
    const told = new Webhook(secret).verify(request?.body ?? "", headersOf(server));
    expect(told).toEqual({
      type: "alert.opened",
      timestamp: message.sentAt.toISOString(),
      data: {
        id: "0198-delivery",
        subject: "Pic négatif",
        text: "12 mentions négatives",
        link: "https://vigie.example/alerts/1",
        alert: { id: "1", state: "firing" },
      },
    });
    expect(request?.headers["webhook-id"]).toBe("0198-delivery");
    expect(request?.headers["content-type"]).toBe("application/json");
  });

  test("takes any other secret by its bytes", async () => {
    const server = await serve(answering(200));
    const secret = "correct cheval pile agrafé";
    await deliver({ url: server.origin, secret });
    const receiver = new Webhook(Buffer.from(secret), { format: "raw" });
    expect(() => receiver.verify(server.received[0]?.body ?? "", headersOf(server))).not.toThrow();
  });

  test("is not signed without a secret", async () => {
    const server = await serve(answering(200));
    await deliver({ url: server.origin });
    expect(server.received[0]?.headers["webhook-signature"]).toBeUndefined();
  });

  test("wants a secret that is one", () => {
    const accepts = (secret: string) =>
      channel.settings.safeParse({ url: "https://hook.example", secret }).success;
    expect(accepts("short")).toBe(false);
    expect(accepts("whsec_not base64 at all!")).toBe(false);
    expect(accepts("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toBe(true);
    expect(accepts("sixteen letters.")).toBe(true);
  });

  test.each([
    [200, {}, { kind: "delivered", detail: "200 OK: why" }],
    [302, { location: "/other" }, { kind: "rejected" }],
    [400, {}, { kind: "rejected", detail: "400 Bad Request: why" }],
    [404, {}, { kind: "rejected" }],
    [410, {}, { kind: "rejected", detail: "410 Gone: why" }],
    [408, {}, { kind: "retry", detail: "408 Request Timeout: why" }],
    [429, { "retry-after": "17" }, { kind: "retry", afterSeconds: 17 }],
    [500, {}, { kind: "retry" }],
    [503, { "retry-after": "30" }, { kind: "retry", afterSeconds: 30 }],
  ])("answered %i %j", async (status, headers, outcome) => {
    const server = await serve(answering(status, headers, "why\n"));
    expect(await deliver({ url: server.origin })).toMatchObject(outcome);
    expect(server.received).toHaveLength(1);
  });

  test("whose answer is lost is sent again, as receivers drop repetitions by their id", async () => {
    const server = await serve((_request, response) => void response.destroy());
    expect(await deliver({ url: server.origin })).toMatchObject({ kind: "retry" });
  });

  test("whose answer is endless was delivered all the same", async () => {
    const server = await serve(answering(200, {}, Buffer.alloc(200_000, "x")));
    expect(await deliver({ url: server.origin })).toEqual({ kind: "delivered", detail: "200 OK" });
  });

  test("does not enter a private network", async () => {
    const server = await serve(answering(200));
    const outcome = await deliver({ url: server.origin }, testHttp({ allowPrivateAddresses: false }));
    expect(outcome).toMatchObject({ kind: "rejected", detail: expect.stringContaining("private address") });
    expect(server.received).toEqual([]);
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  test.each([
    [{ "retry-after": "30" }, 30],
    [{ "retry-after": "0.4" }, 1],
    [{ "retry-after": "Sat, 21 Nov 2026 12:01:00 GMT" }, 60],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" }, 0],
    // The server's clock is ten minutes ahead of ours: only its own counts.
    [{ "retry-after": "Sat, 21 Nov 2026 12:11:00 GMT", date: "Sat, 21 Nov 2026 12:10:00 GMT" }, 60],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "later" }, undefined],
    [{}, undefined],
  ])("%j means %j seconds", (headers: Record<string, string>, seconds) => {
    expect(retryAfterSeconds(headers, now)).toBe(seconds);
  });
});

describe("a text cut to fit", () => {
  const encode = (text: string) => text.replaceAll("&", "&amp;");

  test("always fits, keeps as much as goes in, and halves no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, room) => {
        const cut = cutToFit(text, room, encode);
        expect(cut.length).toBeLessThanOrEqual(room);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        if (encode(text).length <= room) expect(cut).toBe(encode(text));
        else expect(cut.endsWith("…")).toBe(true);
      }),
    );
  });

  test("ends in an ellipsis", () => {
    expect(cutToFit("one two three", 8)).toBe("one two…");
    expect(cutToFit("a&b&c", 8, encode)).toBe("a&amp;b…");
    expect(cutToFit("😀😀😀", 3, undefined, codePoints)).toBe("😀😀😀");
    expect(cutToFit("😀😀😀", 2, undefined, codePoints)).toBe("😀…");
  });
});
