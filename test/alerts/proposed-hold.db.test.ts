import { afterAll, beforeAll, expect, test } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { rulesToRing } from "../../src/alerts/store-looks.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { answering, type LocalServer, localServer } from "../support/local-server.ts";

let vigie: Hearing;
let server: LocalServer;
beforeAll(async () => {
  [vigie, server] = await Promise.all([startHearing(), localServer(answering(204))]);
});
afterAll(() => Promise.all([vigie.close(), server.close()]));

test("a hold that an alert proposes stands in the list of alerts and in what channels are told", async () => {
  const { app, clock, workspaceId } = vigie;
  const monitor = await vigie.monitor("lumen");
  const { body: channel } = await vigie.call<{ id: string }>("POST", "/channels", {
    kind: "webhook",
    settings: { url: server.origin },
  });
  await vigie.call("POST", "/alert-rules", { kind: "negative-spike", monitor, channels: [channel.id] });
  const profile = await app.db.profile.create({
    data: {
      workspaceId,
      network: "mastodon",
      name: "Lumen",
      handle: "lumen",
      remoteId: "1",
      baseUrl: server.origin,
      credentials: "sealed",
      verifiedAt: clock(),
      brandId: monitor,
    },
  });
  const scheduledAt = new Date(clock().getTime() + 86_400_000);
  const publication = {
    workspaceId,
    profileId: profile.id,
    network: "mastodon",
    state: "scheduled" as const,
    scheduledAt,
  };
  await app.db.post.create({
    data: {
      workspaceId,
      text: "offer",
      status: "scheduled",
      createdBy: "ana",
      publications: { create: publication },
    },
  });
  const at = (minutes: number) => new Date(clock().getTime() - minutes * 60_000);
  const says = (index: number, minutes: number, text: string) =>
    rawMention(`h${index}`, `lumen ${text}`, {
      publishedAt: at(minutes),
      author: { handle: `a${index}`, name: null, followers: 10 },
    });
  await vigie.load([
    ...Array.from({ length: 30 }, (_, index) => says(index, 30 + index * 24, "opened a new shop in town")),
    ...Array.from({ length: 15 }, (_, index) => says(100 + index, 1 + (index % 4), "is horrible, I hate it")),
  ]);
  clock.pass(1);
  for (const { id } of await rulesToRing(app.db, clock())) await look(app, id);
  const listed = async () =>
    (await vigie.call<{ items: { proposedHold: unknown }[] }>("GET", "/alerts")).body.items.map(
      ({ proposedHold }) => proposedHold,
    );
  const proposed = { brand: monitor, profiles: 1, publications: 1 };
  expect(await listed()).toEqual([proposed]);
  const { id } = await app.db.delivery.findFirstOrThrow({ where: { event: "alert.opened" } });
  await deliver(app, id, new AbortController().signal);
  expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({
    data: { alert: { proposedHold: proposed } },
  });
  await vigie.call("POST", "/holds", { brand: monitor, reason: "anger" });
  expect(await listed()).toEqual([null]);
});
