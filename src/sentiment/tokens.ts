import { fold } from "./fold.ts";

/** A piece of a text: a word in the key form of the word lists, an emoji, or a place where a thought ends. */
export type Token =
  | {
      kind: "word";
      key: string;
      /** As it stands in the text. */
      surface: string;
      /** Written out loud: drawn out (suuuper) or in capitals within a text that is not. */
      loud: boolean;
      /** Has a letter three times in a row, which no word of our languages has. */
      drawnOut: boolean;
      /** With a capital within a sentence: most likely of a name. Never in German, where every noun has one. */
      name: boolean;
    }
  | { kind: "emoji"; key: string; surface: string }
  | { kind: "hashtag"; key: string; surface: string; parts: readonly string[] }
  | { kind: "pause" }
  | { kind: "stop"; exclaims: boolean; asks: boolean };

/**
 * Cuts a text into words, emoji and stops; links, handles, entities and stray signs are dropped. Time grows with the
 * length of the text only. Broken UTF-16 is read as stray signs.
 */
export function tokensOf(text: string, language: string): Token[] {
  const mayShout = /\p{Ll}/u.test(text);
  const tokens: Token[] = [];
  for (const match of text.matchAll(pieces)) {
    // By number and not by name: the named form costs a third of the time.
    const [, word, not, stop, emoticon, pause, hashtag, emoji] = match;
    if (word !== undefined) {
      // "don't" and "dont" are one word.
      const written = not === undefined ? word : `${word}t`;
      const within = mayShout && language !== "de" && tokens.at(-1)?.kind === "word";
      const token = wordToken(written, language, mayShout, within);
      tokens.push(not === undefined ? token : { ...token, surface: word + not });
    } else if (stop !== undefined)
      tokens.push({ kind: "stop", exclaims: stop.includes("!"), asks: stop.includes("?") });
    else if (pause !== undefined) tokens.push({ kind: "pause" });
    else if (hashtag !== undefined) tokens.push(hashtagToken(hashtag, language));
    else if (emoji !== undefined) tokens.push({ kind: "emoji", key: bareEmoji(emoji), surface: emoji });
    else if (emoticon !== undefined)
      tokens.push({ kind: "emoji", key: emojiFor(emoticon), surface: emoticon });
  }
  return tokens;
}

const pieces = new RegExp(
  [
    // A word, and "n't" of English; not the start of a link, nor the emoticon xD.
    /(?!https?:\/\/|www\.|[xX]D+(?!\p{L}))([\p{L}\p{M}\p{N}]+)((?<=n)['’´`]t(?![\p{L}\p{N}]))?/u,
    /([.!?…\n。！？]+)/u,
    /((?:[:;=]['’]?-?[)\]([{}\\|*@]+|[:;=]['’]?-?\/(?!\/)|[:;=]['’]?-?[DPpOoSs3](?![\p{L}\p{N}])|[xX]D+|\(['’]?[:;=]|\^_*\^|&lt;\/?3|<\/?3(?!\d)))/u,
    /([,;:()[\]|–—])/u,
    /[#＃]([\p{L}\p{M}\p{N}_]+)/u,
    /(\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*)/u,
    /&\w{2,6};/u,
    /https?:\/\/\S+|www\.\S+/u,
    /[@＠][\p{L}\p{N}_@.-]+/u,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

function wordToken(
  surface: string,
  language: string,
  mayShout: boolean,
  within: boolean,
): Token & { kind: "word" } {
  const key = fold(surface, language);
  const drawnOut = isDrawnOut(key);
  const loud = drawnOut || (mayShout && surface.length > 2 && isCapitals(surface));
  const name = within && isCapitalized(surface);
  return { kind: "word", key, surface, loud, drawnOut, name };
}

function isDrawnOut(key: string): boolean {
  for (let i = 2; i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (code === key.charCodeAt(i - 1) && code === key.charCodeAt(i - 2) && code > digitNine) return true;
  }
  return false;
}

const digitNine = 57;
const smallA = 97;
const smallZ = 122;

function isCapitals(surface: string): boolean {
  // Most words end here, at the cost of one look.
  const second = surface.charCodeAt(1);
  if (second >= smallA && second <= smallZ) return false;
  return surface === surface.toUpperCase() && surface !== surface.toLowerCase();
}

function isCapitalized(surface: string): boolean {
  const first = surface.charCodeAt(0);
  return !(first >= smallA && first <= smallZ) && capitalized.test(surface);
}

const capitalized = /^\p{Lu}\p{Ll}/u;

function hashtagToken(tag: string, language: string): Token {
  // NulAChier, nul_a_chier, VoyageSNCF2024
  const parts = tag.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{N}+/gu) ?? [];
  const keys = parts.map((part) => fold(part, language));
  return { kind: "hashtag", key: fold(tag, language), surface: `#${tag}`, parts: keys };
}

/** Without skin tone and without the sign that asks for a coloured picture: both leave the meaning alone. */
function bareEmoji(emoji: string): string {
  return emoji.replace(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, "");
}

function emojiFor(emoticon: string): string {
  if (emoticon.includes("3")) return emoticon.includes("/") ? "💔" : "❤";
  if (/['’]/.test(emoticon)) return /[)D\]]/.test(emoticon) ? "😂" : "😢";
  if (/[xX]/.test(emoticon)) return "😆";
  if (/^\(/.test(emoticon)) return "🙂";
  if (/[)\]}]/.test(emoticon)) return emoticon.startsWith(";") ? "😉" : "🙂";
  if (/[D*]/.test(emoticon)) return "😃";
  if (/[Pp^]/.test(emoticon)) return "😛";
  if (/[([{]/.test(emoticon)) return "🙁";
  return emoticon.includes("@") ? "😡" : "😕";
}
