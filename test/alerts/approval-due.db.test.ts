import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { rulesToRing } from "../../src/alerts/store-looks.ts";
import { secret } from "../support/alerting.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
let server: LocalServer;
let rule: string;
beforeAll(async () => {
  t = await startPosting();
  server = await localServer(answering(204));
  expect((await t.call("PATCH", "/planning", { approvalsRequired: 1 })).status).toBe(200);
  const { body: channel } = await t.call<{ id: string }>("POST", "/channels", {
    kind: "webhook",
    language: "fr",
    settings: { url: `${server.origin}/hook`, secret },
  });
  const made = await t.call<{ id: string; minutesBefore: number }>("POST", "/alert-rules", {
    kind: "approval-due",
    minutesBefore: 60,
    channels: [channel.id],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body.minutesBefore).toBe(60);
  rule = made.body.id;
});
beforeEach(() => t.clock.set(new Date()));
afterAll(async () => {
  await t?.close();
  await server?.close();
});

const never = new AbortController().signal;
/** Two alerters look, and two of them tell what is to be told. */
async function round(): Promise<void> {
  t.clock.pass(61); // rules on the workspace are looked at every minute
  await rulesToRing(t.app.db, t.clock());
  await Promise.all([look(t.app, rule), look(t.app, rule)]);
  const waiting = await t.app.db.delivery.findMany({ where: { state: "waiting" } });
  await Promise.all(waiting.flatMap(({ id }) => [deliver(t.app, id, never), deliver(t.app, id, never)]));
}
const told = () =>
  server.received.map(({ body }) => JSON.parse(body) as { type: string; data: { subject?: string } });
const inMinutes = (minutes: number) => new Date(t.clock().getTime() + minutes * 60_000).toISOString();

test("whoever approves is reminded once of a post that leaves soon, and told when it is settled", async () => {
  const profile = await t.connect("rappel");
  const soon = await t.schedule(profile, "Soldes d’hiver", { scheduledAt: inMinutes(90) });
  await t.schedule(profile, "Dans longtemps", { scheduledAt: inMinutes(600) });
  await round();
  expect(server.received).toHaveLength(0);

  t.clock.pass(40 * 60);
  await round();
  await round();
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.body).toContain("Soldes d’hiver");
  expect(server.received[0]?.body).toContain("part bientôt et n’est pas validé");

  expect((await t.call("POST", `/posts/${soon.post}/approve`, {})).status).toBe(200);
  await round();
  await round();
  expect(told().map(({ type }) => type)).toEqual(["alert.opened", "alert.resolved"]);
});

test("what leaves later or is sent back reminds nobody", async () => {
  const before = server.received.length;
  const profile = await t.connect("renvoi");
  const { post } = await t.schedule(profile, "À revoir", { scheduledAt: inMinutes(30) });
  await t.call("POST", `/posts/${post}/reject`, { reason: "pas maintenant" });
  await t.schedule(profile, "Demain", { scheduledAt: inMinutes(1440) });
  await round();
  expect(server.received).toHaveLength(before);
});
