import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { deliveriesToRing } from "../../src/alerts/store-deliveries.ts";
import { planReports } from "../../src/reports/plan.ts";
import { sendReport } from "../../src/reports/send.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { pdfText } from "../support/pdf-text.ts";
import { closeSmtpServers, type SmtpServer, smtpServer } from "../support/smtp-server.ts";

let vigie: Hearing;
let monitor: string;
let channel: string;
let mail: SmtpServer;
const start = new Date("2026-10-20T10:00:00Z");

beforeAll(async () => {
  vigie = await startHearing({ startAt: start });
  monitor = await vigie.monitor("acme", { name: "Acme" });
  vigie.clock.set(new Date("2026-10-25T13:00:00Z"));
  await vigie.load(
    Array.from({ length: 5 }, (_, n) =>
      rawMention(`m${n}`, "acme est horrible", { publishedAt: new Date("2026-10-25T12:00:00Z") }),
    ),
  );
  const made = await vigie.call<{ id: string }>("POST", "/channels", {
    kind: "email",
    name: "Direction",
    settings: { to: ["direction@example.org"] },
  });
  channel = made.body.id;
});
afterAll(() => vigie.close());
beforeEach(async () => {
  vigie.clock.set(start);
  await vigie.app.db.reportSchedule.deleteMany();
  mail = await smtpServer({});
});
afterEach(closeSmtpServers);

const never = new AbortController().signal;
interface Shown {
  id: string;
  from: string;
  to: string;
  skipped: boolean;
  deliveries: { state: string; attemptCount: number; detail: string | null; channelName: string }[];
}
interface Schedule {
  id: string;
  next: { at: string; local: string; adjustment: string }[];
}
async function schedule(more: Record<string, unknown> = {}): Promise<Schedule> {
  const { status, body } = await vigie.call<Schedule>("POST", "/report-schedules", {
    name: "Hebdo",
    language: "fr",
    covers: "day",
    rule: "FREQ=DAILY",
    firstAt: { local: "2026-10-24T02:30", timeZone: "Europe/Paris" },
    monitors: [monitor],
    channels: [channel],
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const reports = async () => {
  const { status, body } = await vigie.call<{ items: Shown[] }>("GET", "/reports?order=asc");
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
};
/** As the worker does for what the scheduler rings. */
async function send(): Promise<void> {
  const now = vigie.app.clock();
  const jobs = await deliveriesToRing(vigie.app.db, { now, horizon: now, everything: false });
  for (const { name, id } of jobs) {
    expect(name).toBe("send-report");
    await sendReport({ ...vigie.app, smtpUrl: mail.url }, id, never);
  }
}
const mailsIn = (heard: string) => heard.match(/^Message-ID: .*$/gm) ?? [];

test("two schedulers at once on the night of the change make one report a day, and one mail", async () => {
  const { next } = await schedule();
  expect(next.map(({ at, adjustment }) => [at, adjustment])).toEqual([
    ["2026-10-24T00:30:00.000Z", "none"],
    ["2026-10-25T00:30:00.000Z", "overlap"],
    ["2026-10-26T01:30:00.000Z", "none"],
  ]);
  // Every quarter of an hour through both nights, by two of them; 02:30 comes twice.
  for (let minute = 0; minute <= 3 * 24 * 60; minute += 15) {
    vigie.clock.set(new Date(Date.parse("2026-10-23T23:00:00Z") + minute * 60_000));
    await Promise.all([planReports(vigie.app), planReports(vigie.app)]);
    await Promise.all([send(), send()]);
  }
  const made = await reports();
  expect(made.map(({ from, to }) => [from, to])).toEqual([
    ["2026-10-22T22:00:00.000Z", "2026-10-23T22:00:00.000Z"],
    ["2026-10-23T22:00:00.000Z", "2026-10-24T22:00:00.000Z"],
    ["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  ]);
  for (const { deliveries } of made)
    expect(deliveries).toMatchObject([{ state: "delivered", attemptCount: 1, channelName: "Direction" }]);
  expect(mailsIn(mail.heard())).toHaveLength(3);
});

test("the mail carries the PDF, and says in its own text what is in it", async () => {
  const { id } = await schedule({ firstAt: { local: "2026-10-26T08:00", timeZone: "Europe/Paris" } });
  vigie.clock.set(new Date("2026-10-26T07:00:00Z"));
  await planReports(vigie.app);
  await send();
  const heard = mail.heard();
  const encoded =
    /Content-Type: application\/pdf; name=vigie-Acme-2026-10-25\.pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/.exec(
      heard,
    )?.[1];
  const pdf = Buffer.from(encoded ?? "", "base64");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  const pieces = pdfText(pdf).flat();
  expect(pieces).toContain("5");
  expect(pieces).toContain("Acme");
  const words = heard.replaceAll("=\r\n", "");
  expect(words).toContain("5 mentions, dont 100");
  const [report] = await reports();
  const file = await vigie.server.inject({
    url: `/api/v1/reports/${report?.id}/file`,
    headers: { authorization: `Bearer ${vigie.key}` },
  });
  expect(file.headers["content-type"]).toBe("application/pdf");
  expect(pdfText(file.rawPayload)).toEqual(pdfText(pdf));
  expect((await vigie.call("GET", `/reports?schedule=${id}`)).body).toMatchObject({
    items: [{ skipped: false }],
  });
});

test("a worker that dies between claim and mail is followed by another, which sends once", async () => {
  await schedule({ firstAt: { local: "2026-10-26T08:00", timeZone: "Europe/Paris" } });
  vigie.clock.set(new Date("2026-10-26T07:00:00Z"));
  await planReports(vigie.app);
  const dead = {
    ...vigie.app,
    smtpUrl: mail.url,
    reportDrawer: { ...vigie.app.reportDrawer, draw: () => Promise.reject(new Error("killed")) },
  };
  const [job] = await deliveriesToRing(vigie.app.db, {
    now: vigie.app.clock(),
    horizon: vigie.app.clock(),
    everything: false,
  });
  await expect(sendReport(dead, job?.id ?? "", never)).rejects.toThrow("killed");
  vigie.clock.pass(300);
  await send();
  expect(mailsIn(mail.heard())).toEqual([]);
  vigie.clock.pass(400);
  await send();
  await send();
  expect(mailsIn(mail.heard())).toHaveLength(1);
  expect((await reports())[0]?.deliveries).toMatchObject([{ state: "delivered", attemptCount: 2 }]);
});

test("a delivery that fails is tried again, shown, and sent again by a person", async () => {
  await schedule({ firstAt: { local: "2026-10-26T08:00", timeZone: "Europe/Paris" } });
  mail = await smtpServer({ RCPT: "450 4.2.1 later" });
  vigie.clock.set(new Date("2026-10-26T07:00:00Z"));
  await planReports(vigie.app);
  await send();
  expect((await reports())[0]?.deliveries).toMatchObject([{ state: "waiting", attemptCount: 1 }]);
  mail = await smtpServer({ RCPT: "550 5.1.1 no such user" });
  vigie.clock.pass(60);
  await send();
  const [report] = await reports();
  expect(report?.deliveries).toMatchObject([{ state: "failed", attemptCount: 2 }]);
  expect(report?.deliveries[0]?.detail).toContain("no such user");
  mail = await smtpServer({});
  const again = await vigie.call<Shown>("POST", `/reports/${report?.id}/send`);
  expect(again.body.deliveries).toMatchObject([{ state: "waiting" }]);
  await send();
  expect((await reports())[0]?.deliveries).toMatchObject([{ state: "delivered" }]);
  expect(mailsIn(mail.heard())).toHaveLength(1);
});

test("after a long stop only the newest is sent; those before can be had, and sent", async () => {
  await schedule();
  vigie.clock.set(new Date("2026-10-28T12:00:00Z"));
  await planReports(vigie.app);
  const made = await reports();
  expect(made.map(({ skipped, deliveries }) => [skipped, deliveries.length])).toEqual([
    [true, 0],
    [true, 0],
    [true, 0],
    [true, 0],
    [false, 1],
  ]);
  await send();
  expect(mailsIn(mail.heard())).toHaveLength(1);
  await vigie.call("POST", `/reports/${made[0]?.id}/send`);
  await send();
  expect(mailsIn(mail.heard())).toHaveLength(2);
});

test("what is switched off sends nothing, and nothing of that time when it is switched on", async () => {
  const { id } = await schedule();
  await vigie.call("PATCH", `/report-schedules/${id}`, { enabled: false });
  vigie.clock.set(new Date("2026-10-28T12:00:00Z"));
  expect(await planReports(vigie.app)).toBe(0);
  const on = await vigie.call<Schedule>("PATCH", `/report-schedules/${id}`, { enabled: true });
  expect(on.body.next[0]?.at).toBe("2026-10-29T01:30:00.000Z");
  expect(await planReports(vigie.app)).toBe(0);
  vigie.clock.set(new Date("2026-10-29T01:30:00Z"));
  expect(await planReports(vigie.app)).toBe(1);
});

test("whoever wants it at once has it, the same request once", async () => {
  const { id } = await schedule();
  const ask = () =>
    vigie.call<Shown>("POST", `/report-schedules/${id}/send`, {}, { "idempotency-key": "now" });
  const [one, two] = [await ask(), await ask()];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(one.body.id).toBe(two.body.id);
  await send();
  expect(mailsIn(mail.heard())).toHaveLength(1);
});

test("a report whose monitors are gone says so instead of going out empty", async () => {
  const gone = await vigie.monitor("globex");
  await schedule({ monitors: [gone], firstAt: { local: "2026-10-26T08:00", timeZone: "Europe/Paris" } });
  await vigie.call("DELETE", `/monitors/${gone}`);
  vigie.clock.set(new Date("2026-10-26T07:00:00Z"));
  await planReports(vigie.app);
  await send();
  expect((await reports())[0]?.deliveries).toMatchObject([
    { state: "failed", detail: "none of its monitors is there any more" },
  ]);
});

test("what cannot be kept is refused, and says why", async () => {
  const webhook = await vigie.call<{ id: string }>("POST", "/channels", {
    kind: "webhook",
    settings: { url: "http://127.0.0.1:9/", secret: "long enough to be a secret" },
  });
  const refused = async (more: Record<string, unknown>) => {
    const { status, body } = await vigie.call<{ errors?: { pointer: string; code: string }[] }>(
      "POST",
      "/report-schedules",
      {
        name: "x",
        language: "fr",
        covers: "week",
        rule: "FREQ=WEEKLY",
        firstAt: { local: "2026-12-01T08:00", timeZone: "Europe/Paris" },
        monitors: [monitor],
        ...more,
      },
    );
    return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code];
  };
  expect(await refused({ channels: [webhook.body.id] })).toEqual([422, "/channels/0", "takes_no_files"]);
  expect(await refused({ rule: "FREQ=HOURLY" })).toEqual([422, "/rule", "bad_recurrence"]);
  expect(await refused({ firstAt: { local: "2026-02-30T08:00", timeZone: "Europe/Paris" } })).toEqual([
    422,
    "/firstAt/local",
    "not_a_local_time",
  ]);
  expect(await refused({ firstAt: { local: "2026-12-01T08:00", timeZone: "Paris" } })).toEqual([
    422,
    "/firstAt/timeZone",
    "unknown_time_zone",
  ]);
  expect((await refused({ monitors: [] }))[0]).toBe(422);
});
