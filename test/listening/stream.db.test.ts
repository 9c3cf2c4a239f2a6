import { afterEach, beforeEach, expect, test } from "vitest";
import { Prisma } from "../../src/generated/prisma/client.ts";
import { keepStreams, type StreamKeeper, streamRenewalSeconds } from "../../src/listening/stream.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { testClock } from "../support/app.ts";
import { type Hearing, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
let source: string;
let keepers: StreamKeeper[];
beforeEach(async () => {
  vigie = await startHearing({ clock: systemClock });
  monitor = await vigie.monitor("vigie");
  source = await vigie.source("bluesky", "stream", {
    settings: { url: `${vigie.sandbox.url.replace("http", "ws")}/bluesky/subscribe` },
  });
  // As one that has listened before: what is said while it connects is its to catch up on.
  const cursor = { timeUs: Date.now() * 1000 };
  await vigie.app.db.source.update({ where: { id: source }, data: { cursor } });
  keepers = [];
});
afterEach(async () => {
  await Promise.all(keepers.map((keeper) => keeper.close()));
  await vigie.close();
});

const keeper = (instance: string, ring = vigie.needs.ring): StreamKeeper => {
  const made = keepStreams({ ...vigie.needs, instance, ring });
  keepers.push(made);
  return made;
};
const say = (text: string) => vigie.said({ network: "bluesky", text });
const kept = () => vigie.app.db.source.findUniqueOrThrow({ where: { id: source } });
const patiently = { timeout: 10_000, interval: 50 };
const untilHeard = (count: number) => expect.poll(() => vigie.app.db.mention.count(), patiently).toBe(count);
const texts = async () =>
  (await vigie.app.db.mention.findMany({ orderBy: { publishedAt: "asc" } })).map(({ text }) => text);
/** A stream is open once its first text has arrived. */
const open = async (holder: StreamKeeper, count = 1) => {
  await holder.round();
  await say("vigie opens");
  await untilHeard(count);
};

test("what is said on a stream arrives, is counted, and leaves when its author deletes it", async () => {
  await open(keeper("one"));
  await say("nothing of interest");
  const [id] = await say("vigie is wonderful, I love it");
  await untilHeard(2);
  await vigie.expectTrueCounts();
  await vigie.control("DELETE", `mentions/${encodeURIComponent(id ?? "")}`);
  await untilHeard(1);
  expect(await vigie.heard(monitor)).toHaveLength(1);
  await vigie.expectTrueCounts();
});

test("a stream that was quiet hears what a new monitor asks for, and nothing more of an author erased meanwhile", async () => {
  const holder = keeper("one");
  await open(holder);
  const by = (handle: string, text: string) =>
    vigie.said({ network: "bluesky", text, author: { handle, name: handle } });
  await by("ana.example.org", "vigie, says ana");
  await untilHeard(2);
  const { authorHandle } = await vigie.app.db.mention.findFirstOrThrow({
    where: { text: "vigie, says ana" },
  });
  await vigie.call("POST", "/personal-data/erasures", { network: "bluesky", author: authorHandle });
  await by("ana.example.org", "vigie again, says ana");
  await by("ben.example.org", "vigie as well");
  await untilHeard(2);
  expect(await texts()).toEqual(["vigie opens", "vigie as well"]);
  const other = await vigie.monitor("lanterne");
  await holder.round();
  await by("ben.example.org", "la lanterne est belle");
  await expect.poll(() => vigie.heard(other), patiently).toHaveLength(1);
});

test("whoever stores rings for the rules that watch; a queue that takes nothing stops no stream", async () => {
  const { body } = await vigie.call("POST", "/alert-rules", { kind: "negative-spike", monitor });
  await vigie.app.db.alertRule.updateMany({ data: { lookAt: null } }); // the look that a new rule begins with is done
  const rung: unknown[] = [];
  const holder = keeper("one", async (jobs) => {
    rung.push(...jobs.map(({ name, id }) => ({ name, id })));
    throw new Error("the queue is away");
  });
  await open(holder);
  await expect.poll(() => rung, patiently).toEqual([{ name: "look", id: body.id }]);
  await say("vigie goes on");
  await untilHeard(2);
  expect(await vigie.shown(source)).toMatchObject({ state: "active" });
});

test("what its author changes on Bluesky is put right, and leaves when nobody asks for it any more", async () => {
  await open(keeper("one"));
  const [id = ""] = await say("vigie is wonderful, I love it");
  await untilHeard(2);
  const revise = (text: string) => vigie.control("PATCH", `mentions/${encodeURIComponent(id)}`, { text });
  await revise("vigie is horrible, I hate it");
  const label = async () => (await vigie.app.db.mention.findFirst({ where: { remoteId: id } }))?.label;
  await expect.poll(label, patiently).toBe("negative");
  await vigie.expectTrueCounts();
  await revise("something else altogether");
  await untilHeard(1);
  await vigie.expectTrueCounts();
});

test("what its author changes or deletes on Mastodon is followed, also when another holds the stream by then", async () => {
  await vigie.call("DELETE", `/sources/${source}`);
  source = await vigie.source("mastodon", "stream", {
    credentials: { accessToken: "listener" },
    settings: { baseUrl: `${vigie.sandbox.url}/mastodon` },
  });
  const [one, two] = [keeper("one"), keeper("two")];
  await one.round();
  let [id = ""] = ["", ""];
  await expect
    .poll(async () => {
      [id = ""] = await vigie.said({ network: "mastodon", text: "vigie is wonderful, I love it" });
      return vigie.app.db.mention.count();
    }, patiently)
    .toBeGreaterThan(0);
  await expect.poll(() => vigie.app.db.mention.count({ where: { sourceRef: id } }), patiently).toBe(1);
  await one.close();
  await two.round();
  const label = async () => (await vigie.app.db.mention.findFirst({ where: { sourceRef: id } }))?.label;
  await expect
    .poll(async () => {
      await vigie.control("PATCH", `mentions/${id}`, { text: "vigie is horrible, I hate it" });
      return label();
    }, patiently)
    .toBe("negative");
  const before = await vigie.app.db.mention.count();
  await vigie.control("DELETE", `mentions/${id}`);
  await untilHeard(before - 1);
  await vigie.expectTrueCounts();
});

test("a stream hears what polling would: by author, by address, and by the language that the network names", async () => {
  await vigie.call("DELETE", `/sources/${source}`);
  await vigie.call("DELETE", `/monitors/${monitor}`);
  source = await vigie.source("mastodon", "stream", {
    credentials: { accessToken: "listener" },
    settings: { baseUrl: `${vigie.sandbox.url}/mastodon` },
  });
  const byAuthor = await vigie.monitor("from:lea@b.example");
  const byAddress = await vigie.monitor("url:example.org");
  const byLanguage = await vigie.monitor("ok lang:fr");
  await keeper("one").round();
  const lea = { network: "mastodon", author: { handle: "lea@b.example" } };
  await expect
    .poll(async () => {
      await vigie.said({ ...lea, text: "bonjour à tous" });
      return (await vigie.heard(byAuthor)).length;
    }, patiently)
    .toBeGreaterThan(0);
  await vigie.said(
    { network: "mastodon", text: "lisez https://example.org/panne" },
    { network: "mastodon", text: "ok", language: "fr" },
    { network: "mastodon", text: "ok", language: "en" },
  );
  await expect.poll(() => vigie.heard(byAddress), patiently).toHaveLength(1);
  await expect.poll(() => vigie.heard(byLanguage), patiently).toHaveLength(1);
  await vigie.expectTrueCounts();
});

test("a stream has one holder; when it closes another goes on without a gap and with nothing twice", async () => {
  const [one, two] = [keeper("one"), keeper("two")];
  await Promise.all([one.round(), two.round()]);
  const first = (await kept()).leaseOwner;
  await say("vigie opens");
  await untilHeard(1);
  await (first === "one" ? one : two).close();
  expect((await kept()).leaseOwner).toBeNull();
  await say("vigie between");
  const next = first === "one" ? two : one;
  await next.round();
  expect((await kept()).leaseOwner).toBe(first === "one" ? "two" : "one");
  await say("vigie after");
  await untilHeard(3);
  expect(await texts()).toEqual(["vigie opens", "vigie between", "vigie after"]);
  await vigie.expectTrueCounts();
});

test("a holder that gave no sign of life is followed by another, and lets go", async () => {
  const [one, two] = [keeper("one"), keeper("two")];
  await open(one);
  await vigie.app.db.source.update({
    where: { id: source },
    data: { leaseUntil: new Date(Date.now() - 1000) },
  });
  await two.round();
  expect((await kept()).leaseOwner).toBe("two");
  await say("vigie after"); // the first one still hears it too
  await untilHeard(2);
  await one.round();
  expect((await kept()).leaseOwner).toBe("two");
  expect(await texts()).toEqual(["vigie opens", "vigie after"]);
  await vigie.expectTrueCounts();
});

test("a stream that broke is well again with the first text it brings", async () => {
  const one = keeper("one");
  await open(one);
  await vigie.control("POST", "streams/drop");
  await expect.poll(async () => (await vigie.shown(source)).state, patiently).toBe("failing");
  await vigie.app.db.source.update({ where: { id: source }, data: { dueAt: new Date() } }); // its time has come
  await open(one, 2);
  expect(await vigie.shown(source)).toMatchObject({ state: "active", failureCount: 0, lastError: null });
});

test("a database that goes away while a stream is held ends no worker: when it is back, the stream goes on without a gap", async () => {
  const clock = testClock(new Date());
  let failures = 0;
  const log = Object.assign(Object.create(vigie.needs.log), { error: () => void failures++ });
  const one = keepStreams({ ...vigie.needs, clock, log, instance: "one" });
  keepers.push(one);
  await open(one);
  const away = (name: string, later: string) =>
    vigie.app.db.$executeRawUnsafe(`alter table ${name} rename to ${later}`);
  await away("source", "source_away");
  await say("vigie while it is away");
  await expect.poll(() => failures, patiently).toBe(1);
  await away("source_away", "source");
  clock.pass(15);
  await one.round();
  await untilHeard(2);
  await say("vigie after");
  await untilHeard(3);
  await vigie.expectTrueCounts();
});

test("wherever in its rounds the holder dies, another has taken over before fifteen seconds are past", async () => {
  await vigie.app.db.source.update({ where: { id: source }, data: { cursor: Prisma.DbNull } });
  const clock = testClock(new Date());
  const at = (instance: string) => {
    const made = keepStreams({ ...vigie.needs, clock, instance });
    keepers.push(made);
    return made;
  };
  for (let phase = 0; phase < streamRenewalSeconds; phase += 1) {
    const [dies, follows] = [at(`dies ${phase}`), at(`follows ${phase}`)];
    await dies.round();
    expect((await kept()).leaseOwner).toBe(`dies ${phase}`);
    let seconds = phase;
    clock.pass(phase);
    for (; (await kept()).leaseOwner !== `follows ${phase}`; seconds += streamRenewalSeconds) {
      await follows.round();
      clock.pass(streamRenewalSeconds);
      expect(seconds).toBeLessThan(15);
    }
    // Three seconds are left for connecting and for what the last round took.
    expect(seconds - streamRenewalSeconds).toBeLessThanOrEqual(12);
    await Promise.all([dies.close(), follows.close()]);
  }
});
