import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepOldMentions } from "../../src/listening/retention.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let monitor: string;
const day = 86_400_000;
const now = Date.parse("2026-11-21T10:00:00Z");
beforeAll(async () => {
  vigie = await startHearing();
  monitor = await vigie.monitor("acme");
});
afterAll(() => vigie.close());

const by = (handle: string) => ({ author: { handle, name: `Name of ${handle}`, followers: 7 } });
const authors = async () => {
  const { body } = await vigie.call<{ authors: number; mentions: number }>(
    "GET",
    `/reputation/summary?monitor=${monitor}&from=2020-01-01T00:00:00Z&to=2027-01-01T00:00:00Z`,
  );
  return { authors: body.authors, mentions: body.mentions };
};

/** An alert that is over and shows these mentions; answers with its id. */
async function alertShowing(mentions: readonly (string | undefined)[]): Promise<string> {
  const rule = await vigie.call<{ id: string }>("POST", "/alert-rules", {
    kind: "volume-spike",
    monitor,
    channels: [],
  });
  const { id } = await vigie.app.db.alert.create({
    data: {
      workspaceId: vigie.workspaceId,
      ruleId: rule.body.id,
      monitorId: monitor,
      state: "resolved",
      startedAt: new Date(now),
      openedAt: new Date(now),
      updatedAt: new Date(now),
      evidence: { seen: 9, topMentions: mentions.map((mention) => ({ id: mention ?? null, author: "x" })) },
    },
  });
  return id;
}

test("what is older than a workspace keeps goes, with its counts; what another keeps stays", async () => {
  await vigie.load(
    Array.from({ length: 1200 }, (_, n) =>
      rawMention(`old ${n}`, `acme sold number ${n}`, {
        ...by(`author${n % 30}`),
        publishedAt: new Date(now - (n % 60) * day - 1000),
      }),
    ),
  );
  const { id: otherId } = await vigie.app.db.workspace.create({ data: { name: "Other" } });
  await vigie.app.db.mention.create({
    data: {
      workspaceId: otherId,
      network: "x",
      remoteId: "1",
      text: "old",
      language: "en",
      story: "s",
      publishedAt: new Date(0),
    },
  });
  expect(await sweepOldMentions(vigie.app)).toBe(0);
  const refused = await vigie.call("PATCH", "/personal-data/retention", { days: 0 });
  expect(refused.status).toBe(422);
  const { body } = await vigie.call("PATCH", "/personal-data/retention", { days: 10 });
  expect(body).toEqual({ days: 10 });
  expect((await vigie.call("GET", "/personal-data/retention")).body).toEqual({ days: 10 });
  const shown = await vigie.app.db.mention.findMany({
    where: { workspaceId: vigie.workspaceId },
    orderBy: { publishedAt: "asc" },
  });
  const [oldest, newest] = [shown.at(0), shown.at(-1)];
  const alert = await alertShowing([oldest?.id, newest?.id]);
  await authors(); // so that hashes of who spoke are there to go
  // Two schedulers at once.
  const [one, two] = await Promise.all([sweepOldMentions(vigie.app), sweepOldMentions(vigie.app)]);
  expect(one + two).toBe(1000);
  expect(await authors()).toEqual({ mentions: 200, authors: 10 });
  await vigie.expectTrueCounts();
  expect(await vigie.app.db.mention.count({ where: { workspaceId: otherId } })).toBe(1);
  // What an alert says in numbers stays, also of what is gone; who wrote it does not.
  expect((await vigie.app.db.alert.findUniqueOrThrow({ where: { id: alert } })).evidence).toMatchObject({
    seen: 9,
    topMentions: [{ id: newest?.id }],
  });
  const before = { lt: new Date(now - 11 * day) };
  expect(await vigie.app.db.rollup.count({ where: { hour: before } })).toBe(0);
  expect(await vigie.app.db.hourRollup.count({ where: { hour: before } })).toBe(0);
  expect(await vigie.app.db.hourAuthors.count({ where: { hour: before } })).toBe(0);
  await vigie.call("PATCH", "/personal-data/retention", { days: null });
});

test("one author's data is handed over whole, then erased everywhere, and does not come back", async () => {
  const said = ["acme is horrible, I hate it", "acme lost my very own parcel"].map((text, n) =>
    rawMention(`ana ${n}`, text, { ...by("Ana"), publishedAt: new Date(now - (n + 1) * 3_600_000) }),
  );
  await vigie.load(said);
  await vigie.load([
    rawMention("ben", "acme is fine", { ...by("ben"), publishedAt: new Date(now - 3_600_000) }),
  ]);
  const rule = await vigie.call<{ id: string }>("POST", "/alert-rules", {
    kind: "negative-spike",
    monitor,
    channels: [],
  });
  const evidence = {
    expected: 1,
    seen: 9,
    since: new Date(now).toISOString(),
    authors: 2,
    score: 0.9,
    reason: "many",
    topMentions: [
      { id: "1", network: "mastodon", url: null, text: "acme is horrible", author: "Ana", followers: 7 },
      { id: "2", network: "mastodon", url: null, text: "acme is fine", author: "ben", followers: 7 },
    ],
    terms: [{ term: "horrible", count: 1 }],
    sources: [{ network: "mastodon", count: 2 }],
  };
  const alert = await vigie.app.db.alert.create({
    data: {
      workspaceId: vigie.workspaceId,
      ruleId: rule.body.id,
      monitorId: monitor,
      state: "resolved",
      startedAt: new Date(now),
      openedAt: new Date(now),
      updatedAt: new Date(now),
      evidence,
    },
  });
  const start = await authors();
  const handed = await vigie.call<{ mentions: { remoteId: string }[]; alerts: { id: string }[] }>(
    "GET",
    "/personal-data/export?network=Mastodon&author=@ana",
  );
  expect(handed.status).toBe(200);
  expect(handed.body.mentions.map(({ remoteId }) => remoteId)).toEqual(["ana 0", "ana 1"]);
  expect(handed.body.alerts).toMatchObject([{ id: alert.id }]);

  const erased = await vigie.call("POST", "/personal-data/erasures", { network: "mastodon", author: "ANA" });
  expect(erased.status).toBe(201);
  expect(erased.body).toMatchObject({ network: "mastodon", by: "tests", mentions: 2, alerts: 1 });
  expect(await authors()).toEqual({ mentions: start.mentions - 2, authors: start.authors - 1 });
  await vigie.expectTrueCounts();
  const left = await vigie.app.db.alert.findUniqueOrThrow({ where: { id: alert.id } });
  expect(left.evidence).toMatchObject({ seen: 9, terms: [], topMentions: [{ author: "ben" }] });
  const empty = await vigie.call<{ mentions: unknown[] }>(
    "GET",
    "/personal-data/export?network=mastodon&author=ana",
  );
  expect(empty.body).toMatchObject({ mentions: [], alerts: [] });

  // No table holds her name or words any more, whatever the table.
  const tables = await vigie.app.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  for (const { name } of tables) {
    const [found] = await vigie.app.db.$queryRawUnsafe<{ rows: bigint }[]>(
      `select count(*) as rows from "${name}" t where t::text ~* '\\mana\\M' or t::text like '%parcel%'`,
    );
    expect([name, found?.rows]).toEqual([name, 0n]);
  }

  const again = await vigie.load([
    ...said,
    rawMention("ana new", "acme again", { ...by("ana"), publishedAt: new Date(now) }),
  ]);
  expect(again.stored).toBe(0);
  const list = await vigie.call<{ items: object[] }>("GET", "/personal-data/erasures");
  expect(list.body.items).toMatchObject([{ mentions: 2 }]);
});

test.each([
  ["Élodie Ève", "élodie ève"],
  ["élodie dupré", "Élodie Dupré"],
  ["ÇELİK Ödön", "@ÇELİK Ödön"],
  ["Zoé", "Zoe\u0301"],
])("an author known by the name %s is found as %s", async (handle, asked) => {
  await vigie.load([
    rawMention(handle, `acme heard ${handle}`, { ...by(handle), publishedAt: new Date(now) }),
  ]);
  const found = async () => {
    const search = new URLSearchParams({ network: "mastodon", author: asked });
    const list = await vigie.call<{ items: unknown[] }>("GET", `/mentions?${search}`);
    const { body } = await vigie.call<{ mentions: unknown[] }>("GET", `/personal-data/export?${search}`);
    const figures = await vigie.call<{ mentions: number }>(
      "GET",
      `/reputation/summary?monitor=${monitor}&from=2026-11-01T00:00:00Z&to=2027-01-01T00:00:00Z&${search}`,
    );
    return [list.body.items.length, body.mentions.length, figures.body.mentions];
  };
  expect(await found()).toEqual([1, 1, 1]);
  const erased = await vigie.call("POST", "/personal-data/erasures", { network: "mastodon", author: asked });
  expect(erased.body).toMatchObject({ mentions: 1 });
  expect(await found()).toEqual([0, 0, 0]);
});

test.each(["handle", "id"] as const)(
  "whom a search knows by a handle and a stream by an id is one author, asked for by the %s",
  async (known) => {
    const names = { handle: `cleo-${known}.bsky.social`, id: `did:plc:cleo${known}` };
    const own = await vigie.monitor(`cleo${known}`);
    const text = (remoteId: string, handle: string) =>
      rawMention(remoteId, `cleo${known} says it`, { ...by(handle), publishedAt: new Date(now) });
    const at = (rkey: string) => `at://${names.id}/app.bsky.feed.post/${rkey}`;
    const stored = (rkey: string) =>
      vigie.load([text(at(`${rkey}1`), names.handle), text(at(`${rkey}2`), names.id)], "bluesky");
    await stored("a");
    const other = `at://did:plc:ben/app.bsky.feed.post/${known}`;
    await vigie.load([text(other, "ben.bsky.social")], "bluesky");
    const author = { network: "bluesky", author: names[known] };
    const handed = await vigie.call<{ mentions: unknown[]; names: string[] }>(
      "GET",
      `/personal-data/export?${new URLSearchParams(author)}`,
    );
    expect(handed.body.mentions).toHaveLength(2);
    expect(handed.body.names.sort()).toEqual([names.handle, names.id].sort());
    const erased = await vigie.call("POST", "/personal-data/erasures", author);
    expect(erased.body).toMatchObject({ mentions: 2 });
    expect(await vigie.heard(own)).toEqual([other]);
    expect((await stored("b")).stored).toBe(0);
    await vigie.expectTrueCounts();
  },
);
