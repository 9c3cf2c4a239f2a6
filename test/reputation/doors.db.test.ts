import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileUnread } from "../../src/listening/file-words.ts";
import { alongWords, type Found } from "../../src/listening/find-by-words.ts";
import type { Place } from "../../src/listening/mention-conditions.ts";
import { parseQuery } from "../../src/listening/query.ts";
import { evaluateQuery } from "../../src/listening/query-evaluate.ts";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";

let vigie: Hearing;
let brands: string[];

const texts = [
  "acme est une belle réussite, j'adore cette boutique #soldes",
  "acme is horrible, I hate it, the checkout is broken again",
  "globex opened a shop in town today, acme did not",
  "globex ist schrecklich und alle Leute wissen das schon lange",
  "Encore une panne chez acme : la panne du paiement, ras le bol @acme_fr",
  "ACME 東京 店 👍 panne? https://www.exemple.fr/panne",
  "globex: service client absent, client perdu. service du client",
  // More of one word than PostgreSQL keeps places of.
  `acme ${"non ".repeat(300)} service client`,
];
const networks = ["mastodon", "bluesky", "rss"];

beforeAll(async () => {
  vigie = await startHearing();
  brands = [await vigie.monitor("acme"), await vigie.monitor("globex")];
  const day = 86_400_000;
  const start = Date.parse("2026-08-01T00:17:00Z");
  for (const network of networks)
    await vigie.load(
      Array.from({ length: 60 }, (_, n) => {
        const number = n * 3 + networks.indexOf(network);
        return rawMention(`${network} ${n}`, texts[number % texts.length] ?? "", {
          publishedAt: new Date(start + ((number * 37) % 110) * day + ((number * 7919) % 86_400) * 1000),
          url: number % 4 === 0 ? null : `https://www.site${number % 3}.example/${number}`,
          author:
            number % 9 === 0
              ? null
              : { handle: ["Ana", "ana", "bob", "chloé"][number % 4] ?? "", name: null, followers: number },
          engagement: { likes: number, shares: 1, replies: 0 },
        });
      }),
      network,
    );
});
afterAll(() => vigie.close());

const optional = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const instant = fc
  .integer({ min: 0, max: 110 * 86_400 })
  .map((seconds) => new Date(Date.parse("2026-08-01T00:00:00Z") + seconds * 1000).toISOString());
const filters = fc.record({
  label: optional("negative", "neutral", "positive", "none"),
  language: optional("fr", "en", "de"),
  network: optional(...networks),
  author: optional("ana", "BOB", "@chloé", "nobody"),
  site: optional("site1.example", "site2.example"),
});
const question = (asked: Record<string, string | undefined>) =>
  Object.entries(asked)
    .filter((entry) => entry[1] !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value ?? "")}`)
    .join("&");

async function get<T>(path: string, asked: Record<string, string | undefined>): Promise<T> {
  const { status, body } = await vigie.call<T>("GET", `${path}?${question(asked)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const count = async (asked: Record<string, string | undefined>) => {
  const { count: found, exact } = await get<{ count: number; exact: boolean }>("/mentions/count", asked);
  expect(exact).toBe(true);
  return found;
};
/** As one counts who turns every page. */
async function listed(asked: Record<string, string | undefined>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await get<{ items: { id: string }[]; nextCursor: string | null }>("/mentions", {
      ...asked,
      limit: "7",
      cursor,
    });
    ids.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

interface Labels {
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
}

test("every figure is the count of mentions under the same filters", async () => {
  await fc.assert(
    fc.asyncProperty(filters, instant, instant, fc.nat({ max: 1 }), async (filter, a, b, brand) => {
      fc.pre(a !== b);
      const [from, to] = a < b ? [a, b] : [b, a];
      const monitor = brands[brand] ?? "";
      const asked = { ...filter, monitor, from, to };
      const total = await count(asked);
      expect((await listed(asked)).length).toBe(total);
      const summary = await get<Labels & { authors: number }>("/reputation/summary", asked);
      expect(summary.mentions).toBe(total);
      for (const [label, figure] of [
        ["negative", summary.negative],
        ["neutral", summary.neutral],
        ["positive", summary.positive],
        ["none", summary.unscored],
      ] as const)
        if (filter.label === undefined) expect(await count({ ...asked, label })).toBe(figure);
      const series = await get<{ buckets: (Labels & { from: string; to: string })[] }>(
        "/reputation/timeseries",
        { ...asked, interval: "week", tz: "Asia/Kolkata" },
      );
      for (const bucket of series.buckets)
        expect(await count({ ...asked, from: bucket.from, to: bucket.to })).toBe(bucket.mentions);
      for (const key of ["language", "network", "site"] as const) {
        const path = key === "site" ? "sources" : `${key}s`;
        const { items } = await get<{ items: (Labels & Record<string, string>)[] }>(
          `/reputation/${path}`,
          asked,
        );
        expect(items.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(total);
        for (const item of items)
          if (item[key] !== null) expect(await count({ ...asked, [key]: item[key] })).toBe(item.mentions);
      }
      const { items: authors } = await get<{ items: (Labels & { network: string; author: string })[] }>(
        "/reputation/authors",
        asked,
      );
      expect(authors.length).toBe(summary.authors);
      for (const { network, author, mentions } of authors)
        expect(await count({ ...asked, network, author })).toBe(mentions);
      const { items: terms, sampled } = await get<{
        items: (Labels & { term: string })[];
        sampled: boolean;
      }>("/reputation/terms", { ...asked, limit: "8" });
      expect(sampled).toBe(false);
      for (const { term, mentions } of terms) expect(await count({ ...asked, q: term })).toBe(mentions);
    }),
    { numRuns: 12 },
  );
  await vigie.expectTrueCounts();
}, 240_000);

test("a search finds what the query says, page by page, in order, under any filter", async () => {
  const all = await vigie.app.db.mention.findMany({ include: { monitors: true } });
  const queries = [
    "panne",
    "PANN*",
    "reussite OR horrible",
    "panne -paiement",
    '"service client"',
    '"client service"',
    '"du client" OR "service client absen*"',
    '"non service client"',
    "service NEAR/2 client",
    'client NEAR/3 ("client absent" OR perdu)',
    "absent NEAR/12 service",
    "(absent OR perdu) NEAR/60 service",
    "#soldes",
    "@acme_fr",
    "=réussite",
    "東京",
    "👍",
    "acme lang:fr",
    "network:rss (shop OR boutique)",
    "from:ana acme",
    "url:exemple.fr",
    "nowhere",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...queries),
      filters,
      fc.option(instant, { nil: undefined }),
      fc.constantFrom("asc", "desc"),
      async (q, filter, from, order) => {
        const parsed = parseQuery(q);
        if (parsed.kind !== "query") throw new Error(q);
        const asked = { ...filter, q, from };
        const sign = order === "asc" ? 1 : -1;
        const expected = all
          .filter(
            (m) =>
              evaluateQuery(parsed.query, m) &&
              (filter.label === undefined || (m.label ?? "none") === filter.label) &&
              (filter.language ?? m.language) === m.language &&
              (filter.network ?? m.network) === m.network &&
              (filter.author === undefined ||
                m.authorHandle?.toLowerCase() === filter.author.replace("@", "").toLowerCase()) &&
              (filter.site ?? m.site) === m.site &&
              (from === undefined || m.publishedAt >= new Date(from)),
          )
          .sort(
            (a, b) => sign * (a.publishedAt.getTime() - b.publishedAt.getTime() || (a.id < b.id ? -1 : 1)),
          );
        expect(await listed({ ...asked, order })).toEqual(expected.map(({ id }) => id));
        expect(await count(asked)).toBe(expected.length);
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);

test("a search that stops early goes on from there, and windows that hold too much are cut", async () => {
  const { db } = vigie.app;
  const { workspaceId } = await db.monitor.findFirstOrThrow({ select: { workspaceId: true } });
  const all = await db.mention.findMany({ include: { monitors: true } });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("panne", '"service client"', "client NEAR/3 perdu", "acme lang:fr"),
      fc.option(fc.constantFrom(...brands), { nil: undefined }),
      fc.constantFrom("asc", "desc"),
      fc.record({
        texts: fc.integer({ min: 1, max: 20 }),
        rows: fc.integer({ min: 1, max: 40 }),
        window: fc.integer({ min: 1, max: 30 }),
      }),
      async (q, monitor, order, most) => {
        const parsed = parseQuery(q);
        if (parsed.kind !== "query") throw new Error(q);
        const found: string[] = [];
        for (let after: Place | null = null; ; ) {
          const page = { after, order, limit: 3 } as const;
          const { places, stoppedAt }: Found = await alongWords(
            db,
            workspaceId,
            { monitor },
            parsed.query,
            page,
            most,
          );
          found.push(...places.slice(0, 3).map(({ id }) => id));
          after = places.length > 3 ? (places[2] ?? null) : stoppedAt;
          if (after === null) break;
        }
        const sign = order === "asc" ? 1 : -1;
        const expected = all
          .filter((m) => monitor === undefined || m.monitors.some(({ monitorId }) => monitorId === monitor))
          .filter((m) => evaluateQuery(parsed.query, m))
          .sort(
            (a, b) => sign * (a.publishedAt.getTime() - b.publishedAt.getTime() || (a.id < b.id ? -1 : 1)),
          );
        expect(found).toEqual(expected.map(({ id }) => id));
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);

test("a text whose words are not read yet is found all the same", async () => {
  await vigie.app.db.$executeRaw`update mention set search = null where network = 'rss'`;
  const found = await listed({ q: "panne" });
  expect(found.length).toBe(await count({ q: "panne" }));
  const rss = await vigie.app.db.mention.findMany({ where: { network: "rss", text: { contains: "panne" } } });
  expect(rss.length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(rss.map(({ id }) => id)));
  await fileUnread(vigie.app.db);
  const unread = await vigie.app.db.$queryRaw`select id from mention where search is null`;
  expect(unread).toEqual([]);
  expect(await listed({ q: "panne" })).toEqual(found);
});

test("a text that changes is found by its new words", async () => {
  const first = await vigie.app.db.mention.findFirstOrThrow({ where: { text: { contains: "horrible" } } });
  await vigie.app.db.mention.update({ where: { id: first.id }, data: { text: "acme wurde umbenannt" } });
  expect(await listed({ q: "umbenannt" })).toEqual([first.id]);
  await fileUnread(vigie.app.db);
  expect(await listed({ q: "umbenannt" })).toEqual([first.id]);
  expect(await listed({ q: "horrible" })).not.toContain(first.id);
});

test("a query that cannot be read is refused with the place of the fault", async () => {
  const { status, body } = await vigie.call("GET", `/mentions?q=${encodeURIComponent("acme AND (panne")}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ pointer: "/q", position: 9 }] });
});

test("brands are compared with each other and with the time before", async () => {
  const asked = { from: "2026-09-01T00:00:00Z", to: "2026-10-01T00:00:00Z", compare: "previous" };
  const voices = await get<{
    mentions: number;
    items: (Labels & { monitor: string; share: number; previous: Labels; change: Labels })[];
  }>("/reputation/share-of-voice", { ...asked, monitor: brands.join(",") });
  expect(voices.items.map(({ monitor }) => monitor).sort()).toEqual([...brands].sort());
  expect(voices.items.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  for (const { monitor, mentions, previous, change } of voices.items) {
    const summary = await get<Labels & { previous: Labels }>("/reputation/summary", { ...asked, monitor });
    expect(summary.mentions).toBe(mentions);
    expect(summary.previous.mentions).toBe(previous.mentions);
    expect(previous.mentions).toBe(
      await count({ monitor, from: "2026-08-02T00:00:00Z", to: "2026-09-01T00:00:00Z" }),
    );
    expect(change.mentions).toBe(mentions - previous.mentions);
  }
});
