import { CharacterClass, classOf, exactForm, flagLength, fold, startsFlag } from "./fold.ts";
import { addressForms, type Signs, signsOf } from "./matcher-signs.ts";
import type { MatchInput } from "./query-evaluate.ts";

/**
 * One text cut into tokens as `tokensOf` does, written for speed: into arrays that are used again for the next text,
 * with the number of each token that any query knows. What few queries ask for is only worked out when asked.
 */
export class ScannedText {
  input: MatchInput = { text: "", language: null, network: "", authorHandle: null, url: null };
  folded = "";
  count = 0;
  /** By token: where it starts and ends in `folded`, whether it is glued to the one before, its number or -1. */
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  glued = new Uint8Array(256);
  ids = new Int32Array(256);
  private signs: Signs | null = null;
  private exact: string | null = null;
  private addresses: Set<string> | null = null;
  private readonly vocabulary: ReadonlyMap<string, number>;
  /** By hash: 1 where the vocabulary has a word of that hash. Spares nearly all words a look-up. */
  private readonly mayKnow = new Uint8Array(2 ** hashBits);

  constructor(vocabulary: ReadonlyMap<string, number>) {
    this.vocabulary = vocabulary;
    for (const word of vocabulary.keys()) this.mayKnow[tokenHash(word, 0, word.length)] = 1;
  }

  read(input: MatchInput): void {
    this.input = input;
    this.folded = fold(input.text);
    this.signs = null;
    this.exact = null;
    this.addresses = null;
    this.cut();
  }

  tokenText(index: number): string {
    return this.folded.substring(this.starts[index] ?? 0, this.ends[index] ?? 0);
  }

  get tags(): ReadonlySet<string> {
    return this.readSigns().tags;
  }

  get handles(): ReadonlySet<string> {
    return this.readSigns().handles;
  }

  get exactText(): string {
    this.exact ??= exactForm(this.input.text);
    return this.exact;
  }

  get addressForms(): ReadonlySet<string> {
    this.addresses ??= addressForms(this.input.text, this.input.url);
    return this.addresses;
  }

  private readSigns(): Signs {
    // Most texts have neither sign.
    const hasSign = this.folded.includes("#") || this.folded.includes("@");
    this.signs ??= hasSign ? signsOf(this.folded) : noSigns;
    return this.signs;
  }

  private cut(): void {
    const { folded } = this;
    this.count = 0;
    let start = -1;
    // End of the token before, as long as nothing but letters came since.
    let runEnd = -1;
    for (let at = 0; at < folded.length; ) {
      const unit = folded.charCodeAt(at);
      const isPair = unit >= 0xd800 && unit <= 0xdbff && at + 1 < folded.length;
      const width = !isPair ? 1 : startsFlag(folded, at) ? flagLength : 2;
      const kind = isPair ? astralClass(folded.codePointAt(at) ?? unit) : basicClasses[unit];
      if (kind === CharacterClass.letter) {
        if (start === -1) start = at;
      } else {
        if (start !== -1) {
          this.add(start, at, start === runEnd);
          runEnd = at;
          start = -1;
        }
        if (kind === CharacterClass.single) {
          this.add(at, at + width, at === runEnd);
          runEnd = at + width;
        }
      }
      at += width;
    }
    if (start !== -1) this.add(start, folded.length, start === runEnd);
  }

  private add(start: number, end: number, glued: boolean): void {
    const index = this.count;
    if (index === this.starts.length) this.grow();
    this.starts[index] = start;
    this.ends[index] = end;
    this.glued[index] = glued ? 1 : 0;
    this.ids[index] = this.mayKnow[tokenHash(this.folded, start, end)]
      ? (this.vocabulary.get(this.folded.substring(start, end)) ?? -1)
      : -1;
    this.count = index + 1;
  }

  private grow(): void {
    const size = this.starts.length * 2;
    this.starts = enlarged(this.starts, new Int32Array(size));
    this.ends = enlarged(this.ends, new Int32Array(size));
    this.ids = enlarged(this.ids, new Int32Array(size));
    this.glued = enlarged(this.glued, new Uint8Array(size));
  }
}

const hashBits = 18;

/** A rough hash of part of a text: its length and four of its characters. */
function tokenHash(text: string, start: number, end: number): number {
  const middle = (start + end) >> 1;
  let hash = (end - start) * 31 + text.charCodeAt(start);
  hash = Math.imul(hash, 0x01000193) + text.charCodeAt(start + 1 < end ? start + 1 : start);
  hash = Math.imul(hash, 0x01000193) + text.charCodeAt(middle);
  hash = Math.imul(hash, 0x01000193) + text.charCodeAt(end - 1);
  return Math.imul(hash, 0x9e3779b1) >>> (32 - hashBits);
}

const noSigns: Signs = { tags: new Set(), handles: new Set() };

function enlarged<Numbers extends Int32Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** The class of every character of the basic plane, so that no regular expression runs per character. */
const basicClasses = Uint8Array.from({ length: 0x10000 }, (_, code) => classOf(String.fromCharCode(code)));

const astralClasses = new Map<number, CharacterClass>();

function astralClass(codePoint: number): CharacterClass {
  const known = astralClasses.get(codePoint);
  if (known !== undefined) return known;
  const found = classOf(String.fromCodePoint(codePoint));
  astralClasses.set(codePoint, found);
  return found;
}
