import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hearing, rawMention, startHearing } from "../support/listening.ts";
import { pdfText } from "../support/pdf-text.ts";

let vigie: Hearing;
let brand: string;
let rival: string;
const long = "Très longue marque ".repeat(10).trim();

const period = { from: "2026-11-08T23:00:00.000Z", to: "2026-11-15T23:00:00.000Z" };
const before = "2026-11-04T10:00:00Z";

beforeAll(async () => {
  vigie = await startHearing();
  brand = await vigie.monitor("acme", { name: long });
  rival = await vigie.monitor("globex", { name: "Globex", kind: "competitor" });
  const texts = [
    "acme est horrible, encore une panne, quelle honte #paiement",
    "j'adore acme, une belle réussite, bravo",
    "acme a ouvert une boutique à Lyon",
    "شركة acme خدمة العملاء",
    "globex ouvre demain 😀",
  ];
  const said = (count: number, at: string, every: number) =>
    Array.from({ length: count }, (_, n) =>
      rawMention(`${at} ${n}`, texts[n % texts.length] ?? "", {
        publishedAt: new Date(Date.parse(at) + n * every * 1000),
        author: {
          handle: `author${n % 7}`,
          name: n % 7 === 0 ? "👩‍👩‍👧 شركة الاتصالات 東京" : null,
          followers: n * 100,
        },
        engagement: { likes: n, shares: 1, replies: 0 },
      }),
    );
  await vigie.load([...said(200, "2026-11-09T06:00:00Z", 2500), ...said(60, before, 600)]);
});
afterAll(() => vigie.close());

const ask = (body: Record<string, unknown>) =>
  vigie.server.inject({
    method: "POST",
    url: "/api/v1/reports",
    headers: { authorization: `Bearer ${vigie.key}` },
    payload: { ...period, tz: "Europe/Paris", ...body },
  });
const figures = async (path: string, more = "") => {
  const { status, body } = await vigie.call<
    Record<string, number> & { buckets: Record<string, number | string>[] }
  >("GET", `/reputation/${path}?monitor=${brand}&from=${period.from}&to=${period.to}&tz=Europe/Paris${more}`);
  expect(status).toBe(200);
  return body;
};

test("a report says what the API says, in the reader's language", async () => {
  const reply = await ask({ monitors: [brand], beside: [rival], language: "fr" });
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  expect(reply.headers["content-type"]).toBe("application/pdf");
  expect(reply.headers["content-disposition"]).toMatch(
    /^attachment; filename="vigie-Tres-longue[\w-]*-2026-11-09\.pdf"$/,
  );
  const pages = pdfText(reply.rawPayload);
  const pieces = pages.flat();
  const summary = await figures("summary", "&compare=previous");
  const share = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 0 });
  const negative = `${share.format((summary.negative ?? 0) / (summary.mentions ?? 1))} (${summary.negative})`;
  const shown = (text: string) => pieces.map((piece) => piece.replaceAll("\u00a0", " ")).includes(text);
  for (const text of [
    "Rapport d’e-réputation",
    "du 9 nov. 2026, 00:00 au 16 nov. 2026, 00:00, fuseau Europe/Paris",
    "du 2 nov. 2026, 00:00 au 9 nov. 2026, 00:00, la même durée juste avant",
    "aucun : toutes les mentions",
    String(summary.mentions),
    negative.replaceAll(/[\u202f\u00a0]/g, " "),
    String(summary.authors),
    "Part de voix",
    "Globex",
    "Aucune alerte ne s’est ouverte sur cette période.",
    "Rien n’était à publier sur cette période.",
    `Page 1 sur ${pages.length}`,
  ])
    expect.soft(shown(text), `${text} in ${JSON.stringify(pieces)}`).toBe(true);
  expect(pieces.join(" ")).toContain("La portée est une estimation haute");
  expect(pieces.join(" ")).not.toContain("�");
});

test("filters narrow a report as they narrow the figures, and stand on it", async () => {
  const reply = await ask({
    monitors: [brand],
    filters: { label: "negative" },
    compare: "none",
    language: "en",
  });
  const pieces = pdfText(reply.rawPayload).flat();
  const { mentions } = await figures("summary", "&label=negative");
  expect(pieces).toContain("sentiment: negative");
  expect(pieces).toContain(String(mentions));
  expect(pieces).not.toContain("Compared with");
});

test("the last whole week is asked for by its name", async () => {
  const reply = await vigie.server.inject({
    method: "POST",
    url: "/api/v1/reports",
    headers: { authorization: `Bearer ${vigie.key}` },
    payload: { monitors: [brand], covers: "week", tz: "Europe/Paris", language: "fr" },
  });
  expect(pdfText(reply.rawPayload).flat()).toContain(
    "du 9 nov. 2026, 00:00 au 16 nov. 2026, 00:00, fuseau Europe/Paris",
  );
});

test("how often labels are wrong is told once enough of them were checked", async () => {
  const said = async () =>
    pdfText((await ask({ monitors: [brand], language: "fr" })).rawPayload)
      .flat()
      .join(" ")
      .replace(/\s/g, " ");
  const { body } = await vigie.call<{ items: { id: string; sentiment: { label: string | null } }[] }>(
    "GET",
    `/mentions?monitor=${brand}&limit=50`,
  );
  const scored = body.items.flatMap(({ id, sentiment }) =>
    sentiment.label ? [{ id, label: sentiment.label }] : [],
  );
  const confirm = async (from: number, to: number) => {
    for (const { id, label } of scored.slice(from, to))
      expect((await vigie.call("PATCH", `/mentions/${id}`, { label })).status).toBe(200);
  };
  expect(await said()).toContain("aucune mention n’a été corrigée ni confirmée");
  await confirm(0, 19);
  expect(await said()).toContain("jusqu’ici : 19 ; le taux d’erreur est indiqué à partir de 20.");
  await confirm(19, 20);
  expect(await said()).toContain("0 % d’erreurs sur 20 tonalités vérifiées par vos équipes (de 0 % à 16 %");
});

test("an empty period is a report too", async () => {
  const reply = await ask({
    monitors: [brand, rival],
    from: "2025-01-01T00:00:00Z",
    to: "2025-01-03T00:00:00Z",
  });
  expect(reply.statusCode).toBe(200);
  expect(pdfText(reply.rawPayload).flat()).toContain("No mention in this period.");
});

test("alerts and publications of the period are told", async () => {
  const { db } = vigie.app;
  const { workspaceId } = vigie;
  const profile = await db.profile.create({
    data: {
      workspaceId,
      network: "mastodon",
      name: "Acme sur Mastodon",
      handle: "acme",
      remoteId: "1",
      baseUrl: "http://127.0.0.1:9",
      credentials: "sealed",
      verifiedAt: new Date(period.from),
    },
  });
  const at = new Date("2026-11-10T08:00:00Z");
  for (const state of ["published", "published", "failed", "unconfirmed", "missed", "cancelled"] as const)
    await db.post.create({
      data: {
        workspaceId,
        status: "scheduled",
        text: "x",
        createdBy: "test",
        publications: {
          create: { workspaceId, profileId: profile.id, network: "mastodon", state, scheduledAt: at },
        },
      },
    });
  const rule = await db.alertRule.create({
    data: { workspaceId, kind: "negative-spike", monitorId: brand, sensitivity: "medium" },
  });
  await db.alert.create({
    data: {
      workspaceId,
      ruleId: rule.id,
      monitorId: brand,
      state: "resolved",
      startedAt: at,
      openedAt: at,
      updatedAt: at,
      resolvedAt: at,
      evidence: { expected: 3.2, seen: 64, authors: 51, subject: null },
    },
  });
  const pieces = pdfText((await ask({ monitors: [brand], language: "fr" })).rawPayload).flat();
  const row = pieces.lastIndexOf("Acme sur Mastodon");
  expect(pieces.slice(row, row + 7)).toEqual(["Acme sur Mastodon", "Mastodon", "2", "1", "1", "1", "0"]);
  expect(pieces).toContain("Pic de mentions négatives");
  expect(pieces).toContain("64 / 3");
});

test("the CSV holds the time series of the API, row by row", async () => {
  const reply = await ask({ monitors: [brand, rival], format: "csv", language: "fr", interval: "day" });
  expect(reply.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(reply.body.startsWith("\ufeff")).toBe(true);
  const rows = parse(reply.body.slice(1), { delimiter: ";", columns: true }) as Record<string, string>[];
  const { buckets } = await figures("timeseries", "&interval=day");
  expect(rows).toHaveLength(2 * buckets.length);
  buckets.forEach((bucket, index) => {
    const row = rows[index] ?? {};
    const net = row["Tonalité nette"]?.replace(",", ".");
    expect([row.De, row.À, row.Mentions, row.Négatives, row.Auteurs, row["Portée (estimée)"]]).toEqual([
      bucket.from,
      bucket.to,
      ...[bucket.mentions, bucket.negative, bucket.authors, bucket.reach].map(String),
    ]);
    expect(net).toBe(bucket.netSentiment === null ? "" : String(bucket.netSentiment));
    expect(row["Fuseau horaire"]).toBe("Europe/Paris");
    expect(row["Heure locale"]).toBe(`2026-11-${String(9 + index).padStart(2, "0")} 00:00`);
  });
});

test("fifty monitors fit into one report", async () => {
  const { workspaceId } = vigie;
  await vigie.app.db.monitor.createMany({
    data: Array.from({ length: 48 }, (_, n) => ({
      workspaceId,
      name: `Marque ${n}`,
      kind: "brand" as const,
      query: `nothing${n}`,
      allSources: true,
    })),
  });
  const all = await vigie.app.db.monitor.findMany({ where: { workspaceId }, select: { id: true } });
  expect(all).toHaveLength(50);
  const reply = await ask({ monitors: all.map(({ id }) => id) });
  expect(reply.statusCode).toBe(200);
  const pages = pdfText(reply.rawPayload);
  expect(pages.length).toBeGreaterThan(50);
  expect(pages[0]?.join(" ")).toContain("50 monitors");
});

test("what cannot be made is refused, and says why", async () => {
  const refused = async (body: Record<string, unknown>) => {
    const reply = await ask({ monitors: [brand], ...body });
    return [reply.statusCode, reply.json().errors?.[0]?.code];
  };
  expect(await refused({ monitors: [brand, "00000000-0000-7000-8000-000000000000"] })).toEqual([
    422,

    "unknown_monitor",
  ]);
  expect(await refused({ interval: "hour", from: "2026-01-01T00:00:00Z" })).toEqual([
    422,

    "too_many_buckets",
  ]);
  expect(await refused({ covers: "day" })).toEqual([422, "two_periods"]);
  expect(await refused({ from: period.to, to: period.from })).toEqual([400, "period_backwards"]);
});
