import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxTextLength, type NormalisedMention, normalise } from "../../src/listening/mention.ts";
import type { RawMention } from "../../src/listening/source.ts";

const now = new Date("2026-03-01T12:00:00Z");
const raw: RawMention = {
  remoteId: "1",
  url: "https://example.org/1",
  text: "Bonjour",
  format: "plain",
  language: "fr",
  author: { handle: "@vigie", name: "Vigie", followers: 12 },
  publishedAt: new Date("2026-03-01T13:00:00+02:00"),
  engagement: { likes: 1, shares: 2, replies: 3 },
};

function mentionFrom(changes: Partial<RawMention>): NormalisedMention {
  const normalised = normalise({ ...raw, ...changes }, "mastodon", now);
  if (normalised.kind === "rejected") throw new Error(normalised.reason);
  return normalised.mention;
}
const html = (text: string) => mentionFrom({ text, format: "html" }).text;

test("a plain mention is kept as it is", () =>
  expect(mentionFrom({})).toEqual({
    network: "mastodon",
    remoteId: "1",
    url: "https://example.org/1",
    text: "Bonjour",
    language: "fr",
    author: { handle: "vigie", name: "Vigie", followers: 12 },
    publishedAt: new Date("2026-03-01T11:00:00Z"),
    collectedAt: now,
    engagement: { likes: 1, shares: 2, replies: 3 },
    editedAt: null,
    sourceRef: null,
  }));

describe("HTML becomes the text that people see", () => {
  test.each([
    ["<p>Une</p><p>deux<br>trois<br/>quatre</p>", "Une\n\ndeux\ntrois\nquatre"],
    ["L&#39;app &amp; le &lt;site&gt; &eacute;t&eacute;&nbsp;!", "L'app & le <site> été\u00a0!"],
    [
      '<p><span class="h-card" translate="no"><a href="https://mastodon.social/@vigie" class="u-url mention">@<span>vigie</span></a></span> en panne <a href="https://mastodon.social/tags/Panne" class="mention hashtag" rel="tag">#<span>Panne</span></a></p>',
      "@vigie en panne #Panne",
    ],
    [
      '<p>Lire <a href="https://example.org/une/longue/adresse?a=1&amp;b=2" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">example.org/une/longue</span><span class="invisible">/adresse?a=1&amp;b=2</span></a></p>',
      "Lire https://example.org/une/longue/adresse?a=1&b=2",
    ],
    ['Lire <a href="https://example.org/">notre article</a>.', "Lire notre article."],
    ["<h2>Titre</h2><ul><li>un</li><li>deux</li></ul>", "Titre\n\n- un\n- deux"],
    ["<script>alert(1)</script><style>p{}</style>Texte", "Texte"],
    ['Top <img src="x.png" alt="🔥"> !', "Top 🔥 !"],
    ["a < b et c", "a < b et c"],
    [`${"<div>".repeat(50)}profond`, "profond"],
  ])("%s", (source, text) => expect(html(source)).toBe(text));

  test("what is plain text is not taken for HTML", () =>
    expect(mentionFrom({ text: "a <b> & &amp;" }).text).toBe("a <b> & &amp;"));

  test("HTML nested ten thousand deep is read, not run out of", () =>
    expect(() =>
      normalise({ ...raw, text: `a${"<div>".repeat(10_000)}b`, format: "html" }, "rss", now),
    ).not.toThrow());
});

describe("the title of a feed's item comes before its text", () => {
  test.each([
    ["Titre", "Le texte.", "Titre\n\nLe texte."],
    ["Titre", "Titre suivi du texte.", "Titre suivi du texte."],
    ["Titre suivi…", "Titre  suivi du texte.", "Titre  suivi du texte."],
    ["Titre", "", "Titre"],
    ["", "Le texte.", "Le texte."],
  ])("%s / %s", (title, text, whole) => expect(mentionFrom({ title, text }).text).toBe(whole));
});

describe("what PostgreSQL refuses or nobody sees is taken out", () => {
  test.each([
    ["nul\u0000l", "null"],
    ["seul \ud83d", "seul"],
    ["\udd25🔥", "🔥"],
    ["e\u0301te\u0301", "été"],
    ["a\r\nb\rc\u2028d", "a\nb\nc\nd"],
    ["  a  \n\n\n\n b \u0007\u009b ", "a\n\n b"],
  ])("%j", (source, text) => expect(mentionFrom({ text: source }).text).toBe(text));

  test("a text is cut at 20,000 characters and never through an emoji", () => {
    expect(mentionFrom({ text: "a".repeat(30_000) }).text).toHaveLength(20_000);
    expect(mentionFrom({ text: `${"a".repeat(19_999)}🔥` }).text).toBe("a".repeat(19_999));
  });
});

test("half a million blanks take no time", () =>
  expect(mentionFrom({ text: `a${" ".repeat(300_000)}b` }).text).toHaveLength(1));

test("a mention without text or id is rejected, with the reason", () => {
  expect(normalise({ ...raw, text: " \u0000 " }, "x", now)).toEqual({
    kind: "rejected",
    reason: "there is no text",
  });
  expect(normalise({ ...raw, text: "<p></p>", format: "html" }, "x", now).kind).toBe("rejected");
  expect(normalise({ ...raw, remoteId: "" }, "x", now).kind).toBe("rejected");
});

test("an instant that cannot be true is replaced by that of collection", () => {
  const at = (publishedAt: Date | null) => mentionFrom({ publishedAt }).publishedAt.toISOString();
  expect(at(null)).toBe(now.toISOString());
  expect(at(new Date("not a date"))).toBe(now.toISOString());
  expect(at(new Date("1989-12-31T23:59:59Z"))).toBe(now.toISOString());
  expect(at(new Date("2026-03-01T12:10:01Z"))).toBe(now.toISOString());
  expect(at(new Date("2026-03-01T12:00:01Z"))).toBe(now.toISOString());
  expect(at(new Date("2026-03-01T11:59:59Z"))).toBe("2026-03-01T11:59:59.000Z");
});

test("counts that cannot be true are 0, followers unknown", () => {
  const odd = mentionFrom({
    engagement: { likes: -1, shares: Number.NaN, replies: 1e12 },
    author: { handle: "a", name: null, followers: -5 },
  });
  expect(odd.engagement).toEqual({ likes: 0, shares: 0, replies: 0 });
  expect(odd.author).toEqual({ handle: "a", name: null, followers: null });
});

test("an author without handle is known by name, or not at all", () => {
  expect(mentionFrom({ author: { handle: "@", name: "Le Monde", followers: null } }).author?.handle).toBe(
    "Le Monde",
  );
  expect(mentionFrom({ author: { handle: " ", name: null, followers: 3 } }).author).toBeNull();
  expect(mentionFrom({ author: null }).author).toBeNull();
});

test("only web addresses are kept", () => {
  expect(mentionFrom({ url: "javascript:alert(1)" }).url).toBeNull();
  expect(mentionFrom({ url: "at://did:plc:x/app.bsky.feed.post/1" }).url).toBeNull();
  expect(mentionFrom({ url: "/relative" }).url).toBeNull();
  expect(mentionFrom({ url: null }).url).toBeNull();
});

test("a language is a tag or unknown", () => {
  expect(mentionFrom({ language: "pt_BR" }).language).toBe("pt-br");
  expect(mentionFrom({ language: "und" }).language).toBeNull();
  expect(mentionFrom({ language: "français" }).language).toBeNull();
});

test("a very long id is kept as its hash, and ids that differ stay apart", () => {
  const long = "x".repeat(5000);
  const { remoteId } = mentionFrom({ remoteId: long });
  expect(remoteId).toHaveLength(71);
  expect(mentionFrom({ remoteId: `${long}y` }).remoteId).not.toBe(remoteId);
});

test("whatever a network sends, the text is fit to be stored", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom("<p>", "</p>", "<a href='", "&#0;", "&#xD800;", "\ud800", "a", "<", "é"))
        .map((parts) => parts.join("")),
      fc.constantFrom("plain" as const, "html" as const),
      (any, markup, format) => {
        const normalised = normalise({ ...raw, text: any + markup, format }, "x", now);
        if (normalised.kind === "rejected") return true;
        const { text } = normalised.mention;
        return (
          text === text.trim() &&
          text.length > 0 &&
          !/[\0\p{Surrogate}]/u.test(text) &&
          text === text.normalize("NFC")
        );
      },
    ),
  ));

test("whatever a source hands over, it is kept in a form that PostgreSQL takes, or rejected with a reason", () => {
  const odd = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("\0", "\ud800", "\udc00", "\u202e", "א", "ع", "🤷🏽", "<p>", "&#0;", "\n", " "),
    }),
  );
  const raw = fc.record({
    remoteId: odd,
    url: fc.option(odd),
    text: odd,
    format: fc.constantFrom("plain" as const, "html" as const),
    title: fc.option(odd),
    language: fc.option(odd),
    author: fc.option(
      fc.record({
        handle: odd,
        name: fc.option(odd),
        followers: fc.option(fc.oneof(fc.integer(), fc.double())),
      }),
    ),
    publishedAt: fc.option(fc.date({ noInvalidDate: false })),
    engagement: fc.record({ likes: fc.double(), shares: fc.integer(), replies: fc.maxSafeInteger() }),
    editedAt: fc.option(fc.oneof(fc.date({ noInvalidDate: false }), fc.constant("now" as const))),
    sourceRef: fc.option(odd),
  });
  fc.assert(
    fc.property(raw, (given) => {
      const read = normalise(given, "mastodon", now);
      if (read.kind === "rejected") {
        expect(read.reason).not.toBe("");
        return;
      }
      const { mention } = read;
      expect(JSON.stringify(mention)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      expect(mention.publishedAt.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(mention.author?.handle).not.toBe("");
      for (const count of Object.values(mention.engagement))
        expect(Number.isInteger(count) && count >= 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a text of a megabyte is cut, whatever it is made of, without a half character at its end", () => {
  for (const piece of ["🤷🏽", "שלום ", "<b>a</b>", "a"]) {
    const { text } = mentionFrom({ text: piece.repeat(1_000_000 / piece.length), format: "html" });
    expect(text.length).toBeLessThanOrEqual(maxTextLength);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  }
});
