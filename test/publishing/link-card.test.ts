import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardOn, factsOf, networksWithCards } from "../../src/publishing/link-card.ts";

const at = "https://www.example.org/shop/coats?x=1";
const page = (head: string) => factsOf(`<!doctype html><html><head>${head}</head><body>…</body></html>`, at);

describe("the card of a page", () => {
  test("on Mastodon has the words of Open Graph, else those of the page", () => {
    const both = page(`<title>Manteaux | Boutique</title><meta name="description" content="Tous nos manteaux">
      <meta property="og:title" content="Manteaux &amp; vestes"><meta property="og:description" content="L’hiver arrive">
      <meta property="og:image" content="/img/coat.jpg">`);
    expect(cardOn("mastodon", both)).toEqual({
      title: "Manteaux & vestes",
      description: "L’hiver arrive",
      site: "example.org",
      image: "https://www.example.org/img/coat.jpg",
      isLarge: true,
    });
    const own = page(
      `<title>\n  Manteaux\n | Boutique </title><META NAME="Description" CONTENT="Tous nos manteaux">`,
    );
    expect(cardOn("mastodon", own)).toEqual({
      title: "Manteaux | Boutique",
      description: "Tous nos manteaux",
      site: "example.org",
      image: null,
      isLarge: false,
    });
  });

  test("on X has its own words first, is large where it says so, and is none without words for others", () => {
    const said =
      page(`<title>Page</title><meta property="og:title" content="Pour tous"><meta name="twitter:title" content="Pour X">
      <meta name="twitter:card" content="summary_large_image"><meta property="og:image" content="https://cdn.example.org/a.png">`);
    expect(cardOn("x", said)).toMatchObject({ title: "Pour X", isLarge: true });
    expect(cardOn("mastodon", said)).toMatchObject({ title: "Pour tous" });
    expect(cardOn("x", page("<title>Page</title>"))).toBeNull();
    expect(cardOn("mastodon", page(""))).toBeNull();
    expect(
      cardOn("bluesky", page(`<title>Page</title><meta name="twitter:image" content="a.png">`)),
    ).toMatchObject({
      title: "Page",
      image: "https://www.example.org/shop/a.png",
    });
  });

  test("has no picture but one of the web, and words of a bounded length", () => {
    const odd = page(
      `<meta property="og:title" content="${"é".repeat(1000)}"><meta property="og:image" content="javascript:alert(1)">`,
    );
    const card = cardOn("mastodon", odd);
    expect([card?.image, card?.isLarge, card?.title.length]).toEqual([null, false, 300]);
  });

  test("is read of whatever a page sends", () => {
    const tags = fc.constantFrom(
      "<title>",
      "</title>",
      "<meta property=og:title content=",
      '"',
      "<",
      ">",
      "&#0;",
      "<![CDATA[",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tags, fc.string())), (parts) => {
        const facts = factsOf(parts.join(""), at);
        for (const network of networksWithCards) {
          const card = cardOn(network, facts);
          expect(card === null || card.title.trim() !== "").toBe(true);
        }
      }),
    );
  });
});
