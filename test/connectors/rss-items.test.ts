import { describe, expect, test } from "vitest";
import { decodeFeed } from "../../src/connectors/rss/decode.ts";
import { readDocument } from "../../src/connectors/rss/document.ts";
import { itemsOf } from "../../src/connectors/rss/items.ts";
import { type MentionPage, mentionsFrom } from "../../src/connectors/rss/mentions.ts";
import { textOf } from "../../src/listening/mention-text.ts";

const url = "https://blog.example/news/feed.xml";

function read(text: string, sharedIds: readonly string[] = []): MentionPage {
  const document = readDocument(text, url);
  if (document.kind !== "feed") throw new Error(`${document.kind}: ${document.detail}`);
  return mentionsFrom(itemsOf(document.feed), { url, scope: "feed:1", sharedIds });
}

const rss = (items: string, attributes = "") =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ${attributes}><channel><title>Blog</title><language>fr</language>${items}</channel></rss>`;

/** As it will be read, matched and scored. */
const shown = (page: MentionPage) => {
  const mention = only(page);
  return mention && textOf(mention, 1000);
};

const only = (page: MentionPage) => {
  expect(page.rejected).toEqual([]);
  expect(page.mentions).toHaveLength(1);
  return page.mentions[0];
};

describe("an RSS item", () => {
  test("becomes a mention with its id, link, author, language and date", () => {
    const page = read(
      rss(`<item><guid isPermaLink="false">urn:x:1</guid><title>R&amp;D caf&eacute;</title><link>https://blog.example/1</link>
        <description>&lt;p&gt;Bonjour &amp;amp; merci&lt;/p&gt;</description><dc:creator>Zoé</dc:creator><pubDate>Tue, 10 Jun 2003 04:00:00 EST</pubDate></item>`),
    );
    expect(only(page)).toEqual({
      editedAt: "now",
      remoteId: "urn:x:1",
      url: "https://blog.example/1",
      title: "R&D café",
      text: "<p>Bonjour &amp; merci</p>",
      format: "html",
      language: "fr",
      author: { handle: "Zoé", name: "Zoé", followers: null },
      publishedAt: new Date("2003-06-10T09:00:00Z"),
      engagement: { likes: 0, shares: 0, replies: 0 },
    });
  });

  test("is known by its link where it has no guid", () => {
    const page = read(rss("<item><title>One</title><link>https://blog.example/1</link></item>"));
    expect(only(page)?.remoteId).toBe("https://blog.example/1");
  });

  test("is known by title and date where it has neither, and the same each time", () => {
    const text = rss("<item><title>One</title><pubDate>Tue, 10 Jun 2003 04:00:00 GMT</pubDate></item>");
    expect(only(read(text))?.remoteId).toMatch(/^feed:1#[0-9a-f]{40}$/);
    expect(only(read(text))?.remoteId).toBe(only(read(text))?.remoteId);
  });

  test("with a guid such as 42 is not mistaken for number 42 of another feed", () => {
    const text = rss('<item><guid isPermaLink="false">42</guid><title>One</title></item>');
    const items = readDocument(text, url);
    if (items.kind !== "feed") throw new Error(items.detail);
    const ids = ["feed:1", "feed:2"].map(
      (scope) => mentionsFrom(itemsOf(items.feed), { url, scope, sharedIds: [] }).mentions[0]?.remoteId,
    );
    expect(ids).toEqual(["feed:1#42", "feed:2#42"]);
  });

  test("whose guid others have too is known by its link, from then on, and the rest by their own", () => {
    const entry = (guid: string, path: string) =>
      `<item><guid>${guid}</guid><link>https://blog.example/${path}</link><title>${path}</title></item>`;
    const home = "https://blog.example/";
    const first = read(
      rss(entry(home, "1") + entry(home, "2") + entry("urn:x:3", "3") + entry("urn:x:3", "3")),
    );
    const ids = (page: MentionPage) => page.mentions.map(({ remoteId }) => remoteId);
    expect(ids(first)).toEqual(["https://blog.example/1", "https://blog.example/2", "urn:x:3", "urn:x:3"]);
    const alone = rss(entry(home, "2"));
    expect(ids(read(alone, first.sharedIds))).toEqual(["https://blog.example/2"]);
    expect(ids(read(alone))).toEqual([home]);
  });

  test("with an endless guid gets a short id", () => {
    const page = read(rss(`<item><guid>urn:${"x".repeat(5000)}</guid><title>One</title></item>`));
    expect(only(page)?.remoteId).toMatch(/^sha256:[0-9a-f]{40}$/);
  });

  test("has its relative link made whole by xml:base, else by the feed's address", () => {
    const relative = "<item><title>One</title><link>../1?a=1&b=2</link></item>";
    expect(only(read(rss(relative)))?.url).toBe("https://blog.example/1?a=1&b=2");
    expect(only(read(rss(relative, 'xml:base="https://other.example/a/b/"')))?.url).toBe(
      "https://other.example/a/1?a=1&b=2",
    );
  });

  test("keeps no link that a browser must not follow", () => {
    const page = read(
      rss("<item><guid>urn:x:1</guid><title>One</title><link>javascript:alert(1)</link></item>"),
    );
    expect(only(page)?.url).toBeNull();
  });

  test("may hold undefined entities and bare ampersands", () => {
    const page = read(rss("<item><guid>urn:x:1</guid><title>Black & white &unknown; &nbsp;</title></item>"));
    expect(only(page)?.title).toContain("Black & white &unknown;");
  });

  test.each([
    ["R&amp;amp;D", "R&D"],
    ["<![CDATA[<b>Caf&eacute;</b> <i class='x'>noir</i>]]>", "Café noir"],
    ["Gr\u00e8ve &amp; &lt;col\u00e8re&gt;", "Grève & <colère>"],
    ["1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"],
  ])("titled %s is shown as %s", (written, seen) => {
    const title = `<title>${written}</title>`;
    expect(shown(read(rss(`<item><guid>urn:x:1</guid>${title}</item>`)))).toBe(seen);
    const withText = `${title}<description>&lt;p&gt;Text&lt;/p&gt;</description>`;
    expect(shown(read(rss(`<item><guid>urn:x:1</guid>${withText}</item>`)))).toBe(`${seen}\n\nText`);
  });

  test("without title and text is set aside, and the others are kept", () => {
    const page = read(
      rss("<item><guid>urn:x:1</guid></item><item><guid>urn:x:2</guid><title>Two</title></item>"),
    );
    expect(page.mentions.map((mention) => mention.remoteId)).toEqual(["urn:x:2"]);
    expect(page.rejected).toEqual([
      { remoteId: "urn:x:1", reason: "the entry has neither a title nor a text" },
    ]);
  });

  test("of half a million characters is set aside", () => {
    const page = read(
      rss(`<item><guid>urn:x:1</guid><description>${"x".repeat(500_001)}</description></item>`),
    );
    expect(page.rejected[0]?.reason).toBe("the text is longer than 500000 characters");
  });
});

describe("an Atom entry", () => {
  const atom = (entries: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.example/b/" xml:lang="de"><title>T</title><author><name>Ada</name></author>${entries}</feed>`;

  test("takes its alternate link, xml:base, language and the feed's author", () => {
    const page = read(
      atom(`<entry xml:base="sub/"><id>tag:e.example,2024:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title>
        <link rel="enclosure" href="song.mp3"/><link rel="replies" href="c"/><link href="p1"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>x</b> &amp; y</p></div></content><updated>2024-01-01T00:00:00Z</updated></entry>`),
    );
    expect(only(page)).toMatchObject({
      remoteId: "tag:e.example,2024:1",
      url: "https://e.example/b/sub/p1",
      title: "A <b>bold</b> move",
      text: "<p>Hi <b>x</b> &amp; y</p>",
      format: "html",
      language: "de",
      author: { handle: "Ada" },
      publishedAt: new Date("2024-01-01T00:00:00Z"),
    });
  });

  test("of both HTML and plain text loses neither its markup nor its brackets", () => {
    const page = read(
      atom(
        "<entry><id>urn:x:1</id><title>1 &lt;2&gt;</title><content type='html'>&lt;p&gt;x&lt;/p&gt;</content></entry>",
      ),
    );
    expect(shown(page)).toBe("1 <2>\n\nx");
    const other = read(
      atom(
        "<entry><id>urn:x:1</id><title type='html'>&lt;b&gt;T&lt;/b&gt;</title><content>a &lt;b&gt;\nc</content></entry>",
      ),
    );
    expect(shown(other)).toBe("T\n\na <b>\nc");
  });

  test("that is plain text stays plain text", () => {
    const page = read(
      atom("<entry><id>urn:x:1</id><title>1 &lt; 2</title><content>a &lt;b&gt; c</content></entry>"),
    );
    expect(only(page)).toMatchObject({ title: "1 < 2", text: "a <b> c", format: "plain" });
  });
});

describe("feeds of other formats", () => {
  test("RDF is read with its Dublin Core author and date", () => {
    const page =
      read(`<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="u"><title>t</title></channel><item rdf:about="http://e.example/1"><title>One</title><link>http://e.example/1</link><dc:date>2024-01-01</dc:date><dc:creator>Jo</dc:creator></item></rdf:RDF>`);
    expect(only(page)).toMatchObject({
      remoteId: "http://e.example/1",
      author: { handle: "Jo" },
      publishedAt: new Date("2024-01-01T00:00:00Z"),
    });
  });

  test("JSON Feed is read, its text as text and its HTML as HTML, without characters a database refuses", () => {
    const page = read(
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "t",
        language: "fr",
        items: [
          {
            id: "https://e.example/1",
            content_text: "a <b> c\u0000",
            date_published: "2024-01-01T00:00:00Z",
          },
          { id: "https://e.example/2", content_html: "<p>x</p>", authors: [{ name: "Ada" }] },
          null,
          "text",
        ],
      }),
    );
    expect(page.mentions).toMatchObject([
      { url: "https://e.example/1", text: "a <b> c\uFFFD", format: "plain", language: "fr" },
      { text: "<p>x</p>", format: "html", author: { handle: "Ada" } },
    ]);
  });

  test("an empty feed is a feed", () => {
    expect(read('<rss version="2.0"><channel></channel></rss>').mentions).toEqual([]);
    expect(read('<feed xmlns="http://www.w3.org/2005/Atom"></feed>').mentions).toEqual([]);
    expect(read('{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[]}').mentions).toEqual(
      [],
    );
  });
});

describe("what is no feed", () => {
  test("a web page is named as such, with the feed it names", () => {
    const page = (head: string) =>
      `<!DOCTYPE html><html><head>${head}</head><body><rss version="2.0"></body></html>`;
    expect(readDocument(page(""), url)).toEqual({
      kind: "other",
      detail: "this address leads to a web page, not to a feed",
    });
    const link = "<link rel='alternate' type=\"application/rss+xml\" title='x' href=/feed?a=1&amp;b=2>";
    expect(readDocument(page(link), url)).toMatchObject({
      detail:
        "this address leads to a web page, not to a feed; the page names this feed: https://blog.example/feed?a=1&b=2",
    });
  });

  test("other documents are named by what they are", () => {
    expect(readDocument("hello", url)).toMatchObject({ kind: "other" });
    expect(readDocument("<note><to>x</to></note>", url)).toMatchObject({
      kind: "other",
      detail: expect.stringContaining("<note>"),
    });
    expect(readDocument('{"a":1}', url)).toMatchObject({ kind: "other" });
  });

  test("half a feed is broken, wherever it was cut", () => {
    const whole = rss(
      "<item><guid>urn:x:1</guid><title>One</title></item><item><guid>urn:x:2</guid><title>Two</title></item>",
    );
    const afterDetection = whole.indexOf("<channel>") + 9;
    for (let end = afterDetection; end < whole.length; end++)
      expect(readDocument(whole.slice(0, end), url).kind, whole.slice(0, end)).toBe("broken");
    expect(readDocument('{"version":"https://jsonfeed.org/version/1.1","items":[{"id":', url).kind).toBe(
      "broken",
    );
  });

  test("a feed that pulls in files is not read", () => {
    const document = readDocument(
      '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
      url,
    );
    expect(document).toEqual({
      kind: "broken",
      detail: "the feed is not well-formed XML: External entities are not supported",
    });
  });
});

describe("the encoding of a feed", () => {
  const text = '<?xml version="1.0" encoding="windows-1252"?><a>é€</a>';
  const windows = Buffer.from(text.replace("é€", "\u00e9\u0080"), "latin1");

  test("is the XML declaration's where the server names none", () => {
    expect(decodeFeed(windows, "application/rss+xml")).toBe(text);
  });
  test("is the server's rather than the XML declaration's", () => {
    expect(decodeFeed(Buffer.from(text), "text/xml; charset=utf-8")).toBe(text);
    expect(decodeFeed(windows, 'text/xml; charset="ISO-8859-1"')).toBe(text);
  });
  test("is the byte order mark's rather than anyone's", () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(decodeFeed(marked, "text/xml; charset=utf-8")).toBe(text);
    expect(decodeFeed(Buffer.from(`\uFEFF${text}`), "text/xml; charset=iso-8859-1")).toBe(text);
  });
  test("is UTF-16 without a mark where nothing else can be", () => {
    expect(decodeFeed(Buffer.from(text, "utf16le"), undefined)).toBe(text);
  });
  test("is windows-1252 where the server says UTF-8 but it is not", () => {
    expect(decodeFeed(windows, "text/xml; charset=utf-8")).toBe(text);
    expect(decodeFeed(Buffer.from("<a>\u00e9</a>", "latin1"), "text/xml")).toBe("<a>é</a>");
  });
  test("is the next best where the name is made up", () => {
    expect(decodeFeed(windows, "text/xml; charset=nonsense")).toBe(text);
  });
});
