import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLinesOf } from "../../src/listening/import-csv.ts";
import { itemFrom } from "../../src/listening/import-item.ts";
import type { Line } from "../../src/listening/import-lines.ts";

const head = "network,remoteId,text,publishedAt";
const now = new Date("2026-11-21T10:00:00Z");

/** Reads a file that comes in pieces of so many bytes. */
async function read(file: string | Buffer, pieceBytes = 7): Promise<Line[]> {
  const bytes = Buffer.from(file);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const lines: Line[] = [];
  for await (const some of csvLinesOf(pieces())) lines.push(...some);
  return lines;
}
/** What each line became: an id, or the words of its refusal. */
const become = async (file: string | Buffer, pieceBytes?: number) =>
  (await read(file, pieceBytes)).map((line) => {
    const item = itemFrom(line, now);
    return `${line.number} ${item.kind === "item" ? item.raw.remoteId : item.reason.en}`;
  });
const row = (id: string, more = "") => `rss,${id},acme,2026-11-20T10:00:00Z${more}`;

describe("a history as CSV", () => {
  test("says the same as JSON Lines", async () => {
    const file =
      "\ufeffNetwork;remoteId;Text;publishedAt;author;author.name;author.followers;likes;url;language\r\n" +
      'x;1;"acme; ""quoted""\nin two lines";2026-11-20T10:00:00Z;ana;Ana;12;3;https://example.org/;en\r\n';
    const [line] = await read(file);
    if (line === undefined) throw new Error("nothing was read");
    expect(itemFrom(line, now)).toEqual({
      kind: "item",
      network: "x",
      raw: {
        remoteId: "1",
        url: "https://example.org/",
        text: 'acme; "quoted"\nin two lines',
        format: "plain",
        language: "en",
        author: { handle: "ana", name: "Ana", followers: 12 },
        publishedAt: new Date("2026-11-20T10:00:00Z"),
        engagement: { likes: 3, shares: 0, replies: 0 },
      },
    });
  });

  test("tells of each bad line by its number, and reads the others", async () => {
    const file = [
      `${head},likes`,
      row("1", ",3"),
      "",
      row("2", ",12k"),
      row("3", ",-1"),
      "rss,4,,2026-11-20T10:00:00Z,1",
      "rss,5,acme,yesterday,1",
      row("6", ",1,too,many"),
      "rss,7",
    ].join("\n");
    expect(await become(file)).toEqual([
      "2 1",
      expect.stringMatching(/^4 "engagement\/likes": .*number/),
      expect.stringMatching(/^5 "engagement\/likes": /),
      '6 "text" is missing',
      expect.stringMatching(/^7 "publishedAt": an instant/),
      "8 6",
      '9 "text" is missing',
    ]);
  });

  test("that is not UTF-8 in one line loses that one", async () => {
    const latin = Buffer.from(
      `${head}\n${row("1")}\nrss,2,caf\xe9,2026-11-20T10:00:00Z\n${row("3")}\n`,
      "latin1",
    );
    expect(await become(latin)).toEqual(["2 1", "3 the line is not UTF-8", "4 3"]);
  });

  test("with columns that are unknown or missing is refused with those that are known", async () => {
    expect(await become(`${head},mood\n${row("1", ",sad")}`)).toEqual([
      expect.stringMatching(/^1 unknown column "mood"; known are network, remoteId/),
    ]);
    expect(await become(`network,remoteId,text\n${row("1")}`)).toEqual([
      expect.stringMatching(/^1 there is no column "publishedAt"/),
    ]);
    expect(await become("")).toEqual([]);
  });

  test("is read up to where a quote goes wrong, however much follows", async () => {
    const endless = `${head}\n${row("1")}\nrss,2,"acme\n${"x".repeat(2_000_000)}`;
    expect(await become(endless, 65_536)).toEqual([
      "2 1",
      expect.stringMatching(/is no CSV from here on.*Max Record Size/),
    ]);
    expect(await become(`${head}\n${row("1")}\nrss,2,"ac"me,x\n${row("3")}`)).toEqual([
      "2 1",
      expect.stringMatching(/^3 the file is no CSV from here on/),
    ]);
    expect(await become(`${head}\n${row("1")}\nrss,2,"acme`)).toEqual([
      "2 1",
      expect.stringMatching(/no CSV from here on/),
    ]);
  });

  test("gives back every text, however it is cut and whatever separates it", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "\n", "é", "🤷🏽", " ", "'") }),
          { maxLength: 6 },
        ),
        fc.constantFrom(",", ";", "\t"),
        fc.integer({ min: 1, max: 40 }),
        async (texts, delimiter, pieceBytes) => {
          const rows = texts.map((text, id) => ["rss", `${id}`, `x${text}`, "2026-11-20T10:00:00Z"]);
          const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
          const file = [head.split(","), ...rows]
            .map((cells) => cells.map(quoted).join(delimiter))
            .join("\r\n");
          const given = (await read(file, pieceBytes)).map(
            (line) => line.kind === "text" && JSON.parse(line.text).text,
          );
          expect(given).toEqual(texts.map((text) => `x${text}`));
        },
      ),
    ));
});
