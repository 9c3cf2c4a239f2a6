import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeFrom, isReader, linkRulesOf, linkText, shortLink, tagged } from "../../src/campaigns/links.ts";

const none = { source: null, medium: null, campaign: null, term: null, content: null, tracked: false };
const winter = { ...none, campaign: "hiver 2027" };
const tail = "utm_source=bluesky&utm_medium=social&utm_campaign=hiver+2027";

describe("a campaign's tags", () => {
  test.each([
    ["https://exemple.fr", `https://exemple.fr/?${tail}`],
    ["https://exemple.fr/été", `https://exemple.fr/été?${tail}`],
    ["https://exemple.fr/a?b=1&c=%20d", `https://exemple.fr/a?b=1&c=%20d&${tail}`],
    ["https://exemple.fr/a?", `https://exemple.fr/a?${tail}`],
    ["https://exemple.fr/a#ici?x=1", `https://exemple.fr/a?${tail}#ici?x=1`],
    [
      "https://exemple.fr/?utm_source=mail",
      "https://exemple.fr/?utm_source=mail&utm_medium=social&utm_campaign=hiver+2027",
    ],
    ["https://exemple.fr/?utm_source=&utm_medium=a&utm_campaign=b", null],
  ])("go behind what %s carries", (written, expected) => {
    expect(tagged(written, winter, "bluesky")).toBe(expected ?? written);
  });

  test("leave every parameter, path and fragment as it was, and are not put in twice", () => {
    const tag = fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: null });
    const rules = fc.record({ source: tag, medium: tag, campaign: tag, term: tag, content: tag });
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), rules, (written, wanted) => {
        const once = tagged(written, { ...wanted, tracked: false }, "x");
        const [before, after] = [new URL(written), new URL(once)];
        expect([after.origin, after.pathname, after.hash]).toEqual([
          before.origin,
          before.pathname,
          before.hash,
        ]);
        expect([...after.searchParams].slice(0, [...before.searchParams].length)).toEqual([
          ...before.searchParams,
        ]);
        expect(tagged(once, { ...wanted, tracked: false }, "x")).toBe(once);
      }),
    );
  });

  test("reach every link of a text and nothing else of it", () => {
    const text = "Lisez (https://exemple.fr/a), puis https://exemple.fr/b. Pas exemple.fr ni a@b.fr";
    expect(linkText(text, winter, "bluesky", () => "never")).toBe(
      `Lisez (https://exemple.fr/a?${tail}), puis https://exemple.fr/b?${tail}. Pas exemple.fr ni a@b.fr`,
    );
    expect(linkText(text, null, "bluesky", () => "never")).toBe(text);
    const short = (_written: string, target: string) => `<${target.length}>`;
    expect(linkText("https://exemple.fr", { ...none, tracked: true }, "x", short)).toBe("<18>");
  });

  test("are nothing where none is set and nothing is counted", () => {
    expect(linkRulesOf({ source: "" }, false)).toBeNull();
    expect(linkRulesOf({}, true)).toEqual({ ...none, tracked: true });
    expect(linkRulesOf({ campaign: "a" }, false)).toEqual({ ...none, campaign: "a" });
  });
});

test("a counted link is as long before it has its code as with it, and no network cuts it", () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const code = codeFrom(createHash("sha256").update(seed).digest("hex"));
      expect(code).toMatch(/^[0-9a-z]{12}$/);
      expect(shortLink("https://vigie.example", code)).toHaveLength(
        shortLink("https://vigie.example").length,
      );
    }),
  );
});

describe("a click", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
  const from = (userAgent: string | undefined, method = "GET", purpose?: string) =>
    isReader({ method, userAgent, purpose });
  test("of a person counts", () => expect([from(firefox), from(phone)]).toEqual([true, true]));
  test.each([
    ["facebookexternalhit/1.1"],
    ["Mastodon/4.5.0 (http.rb/5.2.0; +https://mastodon.social/)"],
    ["Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"],
    ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"],
    ["curl/8.5.0"],
    [undefined],
  ])("of a program does not: %s", (userAgent) => expect(from(userAgent)).toBe(false));
  test("nor does a look at the head, or ahead of a click", () =>
    expect([from(firefox, "HEAD"), from(firefox, "GET", "prefetch;prerender")]).toEqual([false, false]));
});
