import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { AlertMessage, DeliveryOutcome } from "../../src/alerts/channel.ts";
import { createEmailChannel, type EmailSettings, emailChannel } from "../../src/connectors/smtp/channel.ts";
import { mailFrom, senderFor } from "../../src/connectors/smtp/mail.ts";
import { testHttp } from "../support/access.ts";
import { closeSmtpServers, smtpServer } from "../support/smtp-server.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  sentAt: new Date("2026-11-21T12:00:00Z"),
  subject: "Pic négatif : Marque <b>",
  text: "12 mentions négatives\n3 attendues & plus",
  link: "https://vigie.example/alerts/1?a=1&b=2",
  alert: null,
};

afterEach(closeSmtpServers);

function deliver(
  smtpUrl: string | null,
  settings: EmailSettings = { to: "ada@example.org" },
  signal = AbortSignal.timeout(10_000),
): Promise<DeliveryOutcome> {
  const channel = createEmailChannel({ connectSeconds: 0.5, answerSeconds: 0.3 });
  return channel.deliver(message, settings, { http: testHttp(), smtpUrl }, signal);
}

describe("an alert by e-mail", () => {
  test("cannot leave where no SMTP server is set", async () => {
    expect(await deliver(null)).toEqual({ kind: "rejected", detail: "no SMTP server is set: SMTP_URL" });
  });

  test("is told to all recipients, with the server's receipt", async () => {
    const server = await smtpServer({ ".": "250 2.0.0 queued as 7" });
    expect(await deliver(server.url, { to: ["ada@example.org", "bo@example.org"] })).toEqual({
      kind: "delivered",
      detail: "250 2.0.0 queued as 7",
    });
    expect(server.heard()).toContain("RCPT TO:<bo@example.org>");
  });

  test("is text and escaped HTML, marked as automatic, with the same Message-ID each time", async () => {
    const mail = async () =>
      (await mailFrom(message, { from: "vigie@example.org", to: ["a@example.org"] })).toString();
    const text = (await mail()).replaceAll("=\r\n", "");
    expect(text).toContain("Message-ID: <vigie.0198-delivery@example.org>");
    expect(await mail()).toContain("Message-ID: <vigie.0198-delivery@example.org>");
    expect(text).toContain("Auto-Submitted: auto-generated");
    expect(text).toContain("multipart/alternative");
    expect(text).toContain("Marque &lt;b&gt;</h2>");
    expect(text).toContain("3 attendues &amp; plus");
    expect(text).not.toContain("Marque <b></h2>");
  });

  test("has no line that mail servers cannot carry and no header of somebody else's making", async () => {
    const words = fc.record({ subject: fc.string({ maxLength: 300 }), text: fc.string({ maxLength: 5000 }) });
    await fc.assert(
      fc.asyncProperty(words, async ({ subject, text }) => {
        const hostile = { ...message, subject: `${subject}\r\nBcc: eve@example.org`, text };
        const mail = await mailFrom(hostile, { from: "v@example.org", to: ["a@example.org"] });
        const lines = mail.toString("latin1").split("\r\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
        const headers = lines.slice(0, lines.indexOf(""));
        expect(headers.filter((line) => /^bcc:/i.test(line))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("goes out under an address that fits the server", () => {
    expect(senderFor("smtp://vigie%40example.org:x@smtp.example.org")).toBe("vigie@example.org");
    expect(senderFor("smtps://user:x@smtp.example.org:465")).toBe("vigie@smtp.example.org");
    expect(senderFor("smtp://127.0.0.1:25")).toBe("vigie@localhost");
  });

  test("goes to addresses only", () => {
    for (const to of ["ada", "ada@example.org\r\nBcc: eve@example.org", [], ["ada@example.org", "x"]])
      expect(emailChannel.settings.safeParse({ to }).success, String(to)).toBe(false);
    expect(emailChannel.settings.safeParse({ to: ["ada@example.org"] }).success).toBe(true);
  });
});

describe("when the SMTP server refuses", () => {
  test.each([
    [{ greeting: "421 4.3.2 busy" }, "retry"],
    [{ RCPT: "451 4.3.0 later" }, "retry"],
    [{ ".": "452 4.3.1 disk full" }, "retry"],
    [{ DATA: "554 5.5.1 no" }, "rejected"],
    [{ RCPT: "550 5.1.1 no such user" }, "rejected"],
    [{ ".": "552 5.3.4 too big" }, "rejected"],
  ])("with %j the delivery is: %s", async (answers, kind) => {
    const server = await smtpServer(answers);
    const outcome = await deliver(server.url);
    expect(outcome).toMatchObject({ kind, detail: expect.stringContaining(Object.values(answers)[0] ?? "") });
  });

  test("one of two recipients, the other has it and nothing is sent again", async () => {
    const server = await smtpServer({ "RCPT TO:<bo@example.org>": "550 5.1.1 no bo" });
    expect(await deliver(server.url, { to: ["ada@example.org", "bo@example.org"] })).toEqual({
      kind: "delivered",
      detail: "250 2.0.0 ok; but refused for bo@example.org: 550 5.1.1 no bo",
    });
  });

  test("one recipient for good and one for now, it is tried again", async () => {
    const server = await smtpServer({
      "RCPT TO:<ada@example.org>": "450 4.2.0 greylisted",
      "RCPT TO:<bo@example.org>": "550 5.1.1 no bo",
    });
    expect(await deliver(server.url, { to: ["ada@example.org", "bo@example.org"] })).toMatchObject({
      kind: "retry",
    });
  });

  test("the password, it says so in words and keeps the password to itself", async () => {
    const server = await smtpServer({
      EHLO: "250-test\r\n250 AUTH PLAIN",
      AUTH: "535 5.7.8 bad credentials",
    });
    const outcome = await deliver(server.url.replace("//", "//ada:s3cret@"));
    expect(outcome).toEqual({
      kind: "rejected",
      detail: "the SMTP server does not accept the user or password of SMTP_URL: 535 5.7.8 bad credentials",
    });
  });
});

describe("when the SMTP server falls silent", () => {
  test.each([{ greeting: "hang" }, { EHLO: "hang" }, { MAIL: "drop" }, { RCPT: "hang" }, { DATA: "drop" }])(
    "before the mail itself (%j), it is tried again",
    async (answers) => {
      const server = await smtpServer(answers);
      expect(await deliver(server.url)).toMatchObject({ kind: "retry" });
    },
  );

  test.each([{ ".": "hang" }, { ".": "drop" }])("after the mail (%j), nobody knows", async (answers) => {
    const server = await smtpServer(answers);
    expect(await deliver(server.url)).toMatchObject({
      kind: "unconfirmed",
      detail: expect.stringContaining("lost while the mail was sent"),
    });
  });

  test("and the caller waits no longer, the call ends", async () => {
    const server = await smtpServer({ greeting: "hang" });
    const outcome = await deliver(server.url, { to: "ada@example.org" }, AbortSignal.abort());
    expect(outcome).toMatchObject({ kind: "retry", detail: expect.stringContaining("no answer in time") });
  });

  test("because it is not there, it is tried again", async () => {
    const server = await smtpServer({});
    await closeSmtpServers();
    expect(await deliver(server.url)).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("over TLS, whose certificate nobody vouches for, no mail leaves", async () => {
    const server = await smtpServer({});
    expect(await deliver(server.url.replace("smtp:", "smtps:"))).toMatchObject({ kind: "retry" });
    expect(server.heard()).not.toContain("MAIL FROM");
  });
});
