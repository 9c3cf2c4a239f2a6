import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { create } from "fontkit";

export type Weight = "regular" | "bold";

/** One font file; a text takes the first that knows its character. The files and their licences: `fonts/OFL.txt`. */
export interface Face {
  name: string;
  bytes: Buffer;
  knows: ReadonlySet<number>;
}

/** A part of a text that one face draws. */
export interface Run {
  face: string;
  text: string;
}

const files: Record<Weight, readonly string[]> = {
  regular: [
    "inter-latin-400-normal",
    "inter-latin-ext-400-normal",
    "inter-cyrillic-400-normal",
    "inter-greek-400-normal",
    "noto-sans-arabic-arabic-400-normal",
    "noto-emoji-emoji-400-normal",
  ],
  bold: [
    "inter-latin-600-normal",
    "inter-latin-ext-600-normal",
    "inter-cyrillic-600-normal",
    "inter-greek-600-normal",
    "noto-sans-arabic-arabic-600-normal",
    "noto-emoji-emoji-400-normal",
  ],
};

let loaded: Record<Weight, Face[]> | null = null;

/** The faces of a weight, most wanted first. Read once. */
export function facesOf(weight: Weight): readonly Face[] {
  loaded ??= { regular: files.regular.map(load), bold: files.bold.map(load) };
  return loaded[weight];
}

function load(name: string): Face {
  const bytes = unpacked(readFileSync(new URL(`./fonts/${name}.woff`, import.meta.url)));
  const font = create(bytes);
  if (!("characterSet" in font)) throw new Error(`${name} is a collection, not a font`);
  return { name, bytes, knows: new Set(font.characterSet) };
}

/**
 * A WOFF file as the font it holds, its tables inflated once: the library would inflate them anew for each glyph.
 * https://www.w3.org/TR/WOFF/#DataTables
 */
function unpacked(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  const parts = [head];
  let offset = head.length;
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + index * 20;
    const [at, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
    ];
    const stored = woff.subarray(at, at + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const record = 12 + index * 16;
    woff.copy(head, record, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), record + 4);
    head.writeUInt32BE(offset, record + 8);
    head.writeUInt32BE(length, record + 12);
    const padded = Buffer.alloc(Math.ceil(length / 4) * 4);
    table.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

/** Joins and styles what stands before it; by itself it is nothing to draw. */
const joiner = /[\u200d\ufe0e\ufe0f]/u;
const emojiFace = "noto-emoji-emoji-400-normal";
/** Stands for a character that no face knows. */
const unknown = "?";

/**
 * A text as parts of one face each, in the order in which they are drawn: words of a script that runs to the left
 * change places, their letters are turned by the shaper.
 */
export function runsOf(text: string, faces: readonly Pick<Face, "name" | "knows">[]): Run[] {
  const runs: Run[] = [];
  for (const character of inDrawnOrder(plain(text))) {
    const last = runs.at(-1);
    if (joiner.test(character)) {
      if (last?.face === emojiFace) last.text += character;
      continue;
    }
    const code = character.codePointAt(0) ?? 0;
    const face = faces.find(({ knows }) => knows.has(code))?.name;
    const drawn = face === undefined ? unknown : character;
    const name = face ?? faces[0]?.name ?? "";
    if (last?.face === name) last.text += drawn;
    else runs.push({ face: name, text: drawn });
  }
  return runs;
}

/** What fonts know differently: the narrow space of French numbers, line breaks and marks of direction. */
function plain(text: string): string {
  return text
    .replaceAll("\u202f", "\u00a0")
    .replaceAll(/[\s\p{Cc}]+/gu, (space) => (space === "\u00a0" ? space : " "))
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu, "");
}

const leftward = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const letter = /\p{L}/u;

/** By words, which is enough for names and terms: https://www.unicode.org/reports/tr9/ does it for whole pages. */
function inDrawnOrder(text: string): string {
  if (!leftward.test(text)) return text;
  const words = text.split(" ");
  const isLeftward = (word: string) => leftward.test(word);
  const begins = letter.exec(text)?.[0] ?? "";
  const drawn = leftward.test(begins)
    ? turned(words, (word) => !isLeftward(word)).reverse()
    : turned(words, isLeftward);
  return drawn.join(" ");
}

/** Each stretch of such words the other way round. */
function turned(words: readonly string[], isSuch: (word: string) => boolean): string[] {
  const out: string[] = [];
  let stretch: string[] = [];
  for (const word of words) {
    if (isSuch(word)) stretch.unshift(word);
    else {
      out.push(...stretch, word);
      stretch = [];
    }
  }
  return [...out, ...stretch];
}
