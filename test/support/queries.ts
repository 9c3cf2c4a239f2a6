import fc from "fast-check";
import type { MatchInput } from "../../src/listening/matcher.ts";

const word = fc.constantFrom(
  "vigie",
  "Grève",
  "l'orange",
  "app",
  "日本",
  "本",
  "iphone日",
  "🔥",
  "🇪🇸",
  "a",
  "été",
  "C++",
  "vi",
);
const atom = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`) },
  fc.constantFrom("vi*", "gre*", '"app vi*"', "app*", "or*"),
  word.map((text) => `=${text}`),
  fc.constantFrom(
    "#vigie",
    "#app",
    "@vigie",
    "@app@x.org",
    "lang:fr",
    "network:x",
    "from:vigie",
    "url:x.org",
    "url:x.org/a",
  ),
  fc.tuple(word, fc.integer({ min: 1, max: 4 }), word).map(([a, n, b]) => `(${a} NEAR/${n} ${b})`),
  fc
    .tuple(word, word, fc.integer({ min: 1, max: 3 }), word)
    .map(([a, b, n, c]) => `((${a} OR ${b}) NEAR/${n} ${c})`),
);
/** Queries of every kind, as one writes them, made of few words so that they meet `heard`. */
export const { source: asked } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(${a} ${b})`),
    fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(${a} OR ${b})`),
    tie("source").map((a) => `-${a}`),
  ),
}));
const piece = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.constantFrom(
    "#Vigie",
    "#app",
    "@vigie",
    "@app@x.org",
    "https://x.org/a/b",
    "www.x.org",
    "VIGIE",
    "🇺🇸🇪🇸",
    "🇪🇸🇺🇸",
    "L’Orange",
    "greve",
    "oranges",
  ),
  fc.string({ unit: "grapheme", maxLength: 3 }),
);
/** Texts that hold those words, with what surrounds a text. */
export const heard: fc.Arbitrary<MatchInput> = fc.record({
  text: fc
    .array(fc.tuple(piece, fc.constantFrom(" ", " ", "", "-", "'", "\u200d", "、", "\n")), { maxLength: 12 })
    .map((pieces) => pieces.flat().join("")),
  language: fc.constantFrom("fr", "en", "fr-CA", null),
  network: fc.constantFrom("x", "rss"),
  authorHandle: fc.constantFrom("vigie", "Vigie@x.org", "other", null),
  url: fc.constantFrom("https://x.org/a", "https://y.org", null),
});
