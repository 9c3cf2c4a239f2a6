import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemFrom } from "../../src/listening/import-item.ts";
import { type Line, lineSplitter } from "../../src/listening/import-lines.ts";

const bytes = (text: string) => Buffer.from(text, "utf8");

function linesOf(chunks: readonly Uint8Array[], maxBytes?: number): Line[] {
  const splitter = lineSplitter(maxBytes);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe("a file is cut into lines", () => {
  test("the last line counts also without a line feed, and empty lines keep their numbers", () =>
    expect(linesOf([bytes("\ufeffa\r\n\n b \nc")])).toEqual([
      { kind: "text", number: 1, text: "a" },
      { kind: "text", number: 3, text: "b" },
      { kind: "text", number: 4, text: "c" },
    ]));

  test("however the bytes arrive, also in the middle of a letter, the lines are the same", () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" })),
        fc.array(fc.nat({ max: 200 })),
        (lines, cuts) => {
          const file = bytes(lines.join("\n"));
          const places = [0, ...cuts.filter((at) => at < file.length).sort((a, b) => a - b), file.length];
          const chunks = places.slice(1).map((to, index) => file.subarray(places[index], to));
          expect(linesOf(chunks)).toEqual(linesOf([file]));
        },
      ),
    ));

  test("a line that is too long is told of and skipped, and the next one is read", () =>
    expect(linesOf([bytes("abcdef"), bytes("ghi\nok\n"), bytes("12345")], 4)).toEqual([
      { kind: "too-long", number: 1 },
      { kind: "text", number: 2, text: "ok" },
      { kind: "too-long", number: 3 },
    ]));

  test("a line that just fits is read", () =>
    expect(linesOf([bytes("abcd\nef")], 4)).toEqual([
      { kind: "text", number: 1, text: "abcd" },
      { kind: "text", number: 2, text: "ef" },
    ]));

  test("a line that is not UTF-8 is told of, not guessed at", () =>
    expect(linesOf([Buffer.from("café\n", "latin1"), bytes("thé")])).toEqual([
      { kind: "unreadable", number: 1 },
      { kind: "text", number: 2, text: "thé" },
    ]));

  test("a chunk that its reader reuses does not change what was read from it", () => {
    const chunk = bytes("one");
    const splitter = lineSplitter();
    splitter.push(chunk);
    chunk.fill(0x78);
    expect(splitter.push(bytes("\n"))).toEqual([{ kind: "text", number: 1, text: "one" }]);
  });
});

const now = new Date("2026-03-01T12:00:00Z");
const mention = {
  network: "Mastodon",
  remoteId: "1",
  text: "Bravo !",
  publishedAt: "2026-02-01T10:00:00+01:00",
};
const read = (value: unknown) =>
  itemFrom({ kind: "text", number: 7, text: typeof value === "string" ? value : JSON.stringify(value) }, now);

function reasonFor(value: unknown): string {
  const item = read(value);
  if (item.kind !== "rejected") throw new Error("it was taken");
  return item.reason.en;
}

describe("a line is a mention of the past", () => {
  test("what may be left out may be left out, or be null", () => {
    const bare = {
      kind: "item",
      network: "mastodon",
      raw: {
        remoteId: "1",
        url: null,
        text: "Bravo !",
        format: "plain",
        language: null,
        author: null,
        publishedAt: new Date("2026-02-01T09:00:00Z"),
        engagement: { likes: 0, shares: 0, replies: 0 },
      },
    };
    expect(read(mention)).toEqual(bare);
    expect(read({ ...mention, url: null, author: null, language: null, engagement: null })).toEqual(bare);
  });

  test("everything that is given is kept", () =>
    expect(
      read({
        ...mention,
        url: "https://example.org/1",
        author: { handle: "@ana", name: "Ana", followers: 12 },
        language: "fr",
        engagement: { likes: 1, shares: 2 },
      }),
    ).toMatchObject({
      raw: {
        url: "https://example.org/1",
        author: { handle: "@ana", name: "Ana", followers: 12 },
        language: "fr",
        engagement: { likes: 1, shares: 2, replies: 0 },
      },
    }));

  test.each([
    ['{"network":"mastodon","remoteId":"2","te', /^the line is not JSON/],
    ["[1]", /no object/],
    ["null", /no object/],
    [{ ...mention, text: undefined }, /"text" is missing/],
    [{ ...mention, text: " \n" }, /"text": there is no text/],
    [{ ...mention, remoteId: 12 }, /"remoteId": .*expected string/],
    [{ ...mention, publishedAt: "2026-02-01" }, /"publishedAt": an instant with its offset/],
    [{ ...mention, publishedAt: "2026-03-02T12:00:00Z" }, /1990 until now/],
    [{ ...mention, publishedAt: "1969-03-02T12:00:00Z" }, /1990 until now/],
    [{ ...mention, url: "javascript:alert(1)" }, /"url": an http or https address/],
    [{ ...mention, network: "my network" }, /"network": a name such as "mastodon"/],
    [{ ...mention, author: { name: "Ana" } }, /"author\/handle" is missing/],
    [{ ...mention, author: { handle: "ana", followers: -1 } }, /"author\/followers"/],
    [{ ...mention, sentiment: "positive" }, /unknown field "sentiment"/],
    [{ ...mention, author: { handle: "ana", remoteId: "1" } }, /unknown field "author\/remoteId"/],
  ])("%j is refused with its reason", (line, reason) => expect(reasonFor(line)).toMatch(reason));

  test("a line that could not be read says why", () => {
    expect(itemFrom({ kind: "too-long", number: 1 }, now)).toMatchObject({
      reason: { code: "line_too_long" },
    });
    expect(itemFrom({ kind: "unreadable", number: 1 }, now)).toMatchObject({ reason: { code: "not_utf8" } });
  });
});
