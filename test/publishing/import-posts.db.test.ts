import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
let profile: string;
beforeAll(async () => {
  t = await startPosting();
  t.clock.set(new Date("2026-03-01T10:00:00Z"));
  profile = await t.connect("sheet");
});
afterAll(() => t?.close());

interface Answer {
  created: number;
  posts: string[];
  errors: { pointer: string; code: string; detail: string }[];
}

async function send(payload: string | Buffer, headers: Record<string, string> = {}) {
  const reply = await t.server.inject({
    method: "POST",
    url: "/api/v1/posts/import",
    headers: { authorization: `Bearer ${t.key}`, "content-type": "text/csv", ...headers },
    payload,
  });
  return { status: reply.statusCode, body: reply.json<Answer>() };
}
const stored = () => t.app.db.post.count();

describe("posts from a spreadsheet", () => {
  test("are planned at their local time, all of them", async () => {
    const { status, body } = await send(
      `texte;profils;date;heure\nBonjour;${profile};29/03/2026;02:30\nBonsoir;${profile};30/03/2026;18h\nUne idée;${profile};;\n`,
    );
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.created).toBe(3);
    const posts = await t.app.db.post.findMany({
      where: { id: { in: body.posts } },
      include: { publications: true },
      orderBy: { text: "asc" },
    });
    expect(posts.map(({ text, publications }) => [text, publications[0]?.state])).toEqual([
      ["Bonjour", "scheduled"],
      ["Bonsoir", "scheduled"],
      ["Une idée", "draft"],
    ]);
    // 02:30 does not exist that night; evening is summer time.
    expect(posts[1]?.publications[0]?.scheduledAt?.toISOString()).toBe("2026-03-30T16:00:00.000Z");
  });

  test("one bad row and nothing is stored; the answer names row and column", async () => {
    const before = await stored();
    const { status, body } = await send(
      `text,profiles,date,time\nfine,${profile},2026-03-20,10:00\n${"x".repeat(600)},${profile},2026-03-20,11:00\nlate,${profile},2026-02-01,11:00\n`,
    );
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/3/text", "text_too_long"],
      ["/4/date", "time_in_past"],
    ]);
    expect(body.errors[0]?.detail).toMatch(/^Row 3, column "text": /);
    expect(await stored()).toBe(before);
  });

  test("the same request twice makes them once", async () => {
    const before = await stored();
    const sheet = `text,profiles\nonce,${profile}\n`;
    const key = { "idempotency-key": "sheet-1" };
    const first = await send(sheet, key);
    expect(await send(sheet, key)).toEqual(first);
    expect(await stored()).toBe(before + 1);
  });

  test("accents as Windows writes them are read", async () => {
    const { body } = await send(Buffer.from(`texte,profils\nd\xe9j\xe0 vu,${profile}\n`, "latin1"));
    expect(await t.app.db.post.findUnique({ where: { id: body.posts[0] ?? "" } })).toMatchObject({
      text: "déjà vu",
    });
  });

  test("what is not CSV is refused by its type, what is larger than 2 MB by its size", async () => {
    expect((await send("{}", { "content-type": "application/json" })).status).toBe(415);
    expect((await send("x".repeat(2_100_000))).status).toBe(413);
  });
});
