import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlertMessage } from "../../src/alerts/channel.ts";
import { type EmailSettings, emailChannel } from "../../src/connectors/smtp/channel.ts";
import { testHttp } from "../support/access.ts";
import { describePeer, type PeerOutput, peer } from "../support/peers.ts";

const message: AlertMessage = {
  id: "0198-delivery",
  event: "alert.opened",
  sentAt: new Date("2026-11-21T12:00:00Z"),
  subject: "Pic négatif : Marque",
  text: "12 mentions négatives\n3 attendues",
  link: "https://vigie.example/alerts/1",
  alert: null,
};

function deliver(smtpUrl: string, to: EmailSettings["to"], changes: Partial<AlertMessage> = {}) {
  const needs = { http: testHttp(), smtpUrl };
  const settings = { to, from: "vigie@example.org" };
  return emailChannel.deliver({ ...message, ...changes }, settings, needs, AbortSignal.timeout(60_000));
}

const postfix = peer("mail-postfix.sh", { args: ["12525", "12465", "12588"] });
const trusting = "?tls.rejectUnauthorized=false";

describePeer("mail-postfix.sh", "mail by Postfix", () => {
  let told: PeerOutput["values"] = {};
  beforeAll(async () => {
    told = (await postfix.start()).values;
  });
  afterAll(() => postfix.stop());

  const plain = () => `smtp://${told.SMTP}${trusting}`;

  /** The mails that lie in the mailbox and hold this text, once there is one; Postfix delivers a moment later. */
  async function delivered(text: string): Promise<string[]> {
    const folder = told.MAILDIR ?? "";
    for (let look = 0; look < 100; look++) {
      const mails = filesIn(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
      const found = mails.filter((mail) => mail.includes(text));
      if (found.length > 0) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [];
  }

  test("an alert reaches the mailbox by STARTTLS, with its words and its own Message-ID", async () => {
    for (const file of filesIn(told.MAILDIR ?? "")) rmSync(path.join(told.MAILDIR ?? "", file));
    const id = `delivery-${process.pid}`;
    const outcome = await deliver(plain(), ["ada@example.org", "bo@example.org"], { id });
    expect(outcome).toMatchObject({
      kind: "delivered",
      detail: expect.stringMatching(/^250 2\.0\.0 Ok: queued/),
    });
    const [mail] = await delivered(`<vigie.${id}@example.org>`);
    expect(mail).toContain("Auto-Submitted: auto-generated");
    expect(mail).toContain("with ESMTPS id");
  });

  test("it goes by implicit TLS too", async () => {
    expect(await deliver(`smtps://${told.SMTPS}${trusting}`, "ada@example.org")).toMatchObject({
      kind: "delivered",
    });
  });

  test("a certificate that nobody vouches for stops it, and says so", async () => {
    for (const url of [`smtp://${told.SMTP}`, `smtps://${told.SMTPS}`])
      expect(await deliver(url, "ada@example.org")).toMatchObject({
        kind: "retry",
        detail: expect.stringContaining("self-signed certificate"),
      });
  });

  test("a mailbox that is closed for now is tried again, one that does not exist is not", async () => {
    expect(await deliver(plain(), "tempfail@example.org")).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("451 4.3.0"),
    });
    expect(await deliver(plain(), "permfail@example.org")).toMatchObject({
      kind: "rejected",
      detail: expect.stringContaining("550 5.1.1"),
    });
  });

  test("one wrong recipient does not cost the others their mail", async () => {
    expect(await deliver(plain(), ["ada@example.org", "permfail@example.org"])).toMatchObject({
      kind: "delivered",
      detail: expect.stringMatching(/but refused for permfail@example\.org: 550 5\.1\.1/),
    });
  });

  test("a mail that is too large is refused for good", async () => {
    expect(await deliver(plain(), "ada@example.org", { text: "x".repeat(1_100_000) })).toMatchObject({
      kind: "rejected",
      detail: expect.stringMatching(/size/i),
    });
  });

  test("a server that wants fewer mails a minute gets the rest later", async () => {
    const outcomes = [];
    for (let mail = 0; mail < 4; mail++)
      outcomes.push(await deliver(`smtp://${told.RATE_LIMITED}${trusting}`, "ada@example.org"));
    expect(outcomes.at(-1)).toMatchObject({ kind: "retry", detail: expect.stringContaining("450 4.7.1") });
  });
});

const catcher = peer("mail-catcher.sh", { args: ["11025", "11080"] });

describePeer("mail-catcher.sh", "mail by a server that wants a password", () => {
  let told: PeerOutput["values"] = {};
  beforeAll(async () => {
    told = (await catcher.start()).values;
  });
  afterAll(() => catcher.stop());

  // It keeps the mails of earlier runs, and lists them at some moment after its start.
  const address = `ada.${randomUUID()}@example.org`;
  const listed = async () => {
    const mails = (await (await fetch(`${told.WEB}/email`)).json()) as { to: { address: string }[] }[];
    return mails.filter(({ to }) => to.some((one) => one.address === address));
  };

  test("an alert arrives as it was written, with the right one", async () => {
    const outcome = await deliver(`smtp://${told.USER}:${told.PASSWORD}@${told.SMTP}`, address);
    expect(outcome.kind).toBe("delivered");
    // maildev lists a mail a moment after it has taken it.
    await expect.poll(async () => (await listed()).length, { timeout: 10_000 }).toBe(1);
    expect(await listed()).toMatchObject([
      {
        subject: "Pic négatif : Marque",
        from: [{ address: "vigie@example.org", name: "Vigie" }],
        to: [{ address }],
        messageId: "vigie.0198-delivery@example.org",
        text: expect.stringContaining("12 mentions négatives\n3 attendues\n\nhttps://vigie.example/alerts/1"),
        html: expect.stringContaining('<a href="https://vigie.example/alerts/1">'),
      },
    ]);
  });

  test("it is refused with a wrong one or none, in words that name the setting", async () => {
    const wrong = await deliver(`smtp://${told.USER}:s3cret@${told.SMTP}`, "ada@example.org");
    const none = await deliver(`smtp://${told.SMTP}`, "ada@example.org");
    for (const outcome of [wrong, none])
      expect(outcome).toMatchObject({ kind: "rejected", detail: expect.stringContaining("SMTP_URL: 53") });
    expect(JSON.stringify(wrong)).not.toContain("s3cret");
  });
});

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Postfix makes the mailbox with the first mail.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
