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
    }
  | { kind: "emoji"; key: string; surface: string }
  | { kind: "hashtag"; key: string; surface: string; parts: readonly string[] }
  | { kind: "pause" }
  | { kind: "stop"; exclaims: boolean; asks: boolean };

/**
 * Cuts a text into words, emoji and stops; links, handles, entities and stray signs are dropped. Time grows with the
 * length of the text only. Broken UTF-16 is read as stray signs.
 */
export function* tokensOf(text: string, language: string): Generator<Token> {
  const mayShout = /\p{Ll}/u.test(text);
  for (const match of text.matchAll(pieces)) {
    const { negation, word, hashtag, emoticon, emoji, stop, pause } = match.groups ?? {};
    if (word !== undefined) yield wordToken(word, language, mayShout);
    else if (stop !== undefined)
      yield { kind: "stop", exclaims: stop.includes("!"), asks: stop.includes("?") };
    else if (pause !== undefined) yield { kind: "pause" };
    else if (hashtag !== undefined) yield hashtagToken(hashtag, language);
    else if (negation !== undefined) yield { kind: "word", key: "not", surface: negation, loud: false };
    else if (emoji !== undefined) yield { kind: "emoji", key: bareEmoji(emoji), surface: emoji };
    else if (emoticon !== undefined) yield { kind: "emoji", key: emojiFor(emoticon), surface: emoticon };
  }
}

// The order matters: a link holds stops, a handle holds words, `:/` must not be read inside `https://`.
const pieces = new RegExp(
  [
    /(?:https?:\/\/|www\.)\S+/u,
    /[@＠][\p{L}\p{N}_@.-]+/u,
    /(?<emoticon>&lt;\/?3|<\/?3(?!\d)|(?<![\p{L}\p{N}])(?:[:;=]['’]?-?[)\]([{}/\\|*@]+|[:;=]['’]?-?[DPpOoSs3](?![\p{L}\p{N}])|[xX]D+(?!\p{L})|\(['’]?[:;=]|\^_*\^))/u,
    /&\w{2,6};/u,
    /[#＃](?<hashtag>[\p{L}\p{M}\p{N}_]+)/u,
    /(?<negation>(?<![\p{L}\p{N}])\p{L}{1,7}n['’´`]t(?![\p{L}\p{N}]))/u,
    /(?<word>[\p{L}\p{M}\p{N}]+)/u,
    /(?<emoji>\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*)/u,
    /(?<stop>[.!?…\n。！？]+)/u,
    /(?<pause>[,;:()[\]|–—])/u,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

function wordToken(surface: string, language: string, mayShout: boolean): Token {
  const capitals = mayShout && surface.length > 2 && /^\p{Lu}+$/u.test(surface);
  return { kind: "word", key: fold(surface, language), surface, loud: capitals || isDrawnOut(surface) };
}

/** Whether a letter is repeated for effect; no word of our languages has the same letter three times in a row. */
export function isDrawnOut(word: string): boolean {
  return /(\p{L})\1\1/u.test(word);
}

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
