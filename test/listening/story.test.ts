import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint, isNearCopy, signatureOf, similarity } from "../../src/listening/story.ts";

const original = "Grève chez Vigie : l'application est en panne depuis ce matin, les clients attendent.";

describe("copies of one text are one story", () => {
  test.each([
    original.toUpperCase(),
    `RT @someone: ${original}`,
    `${original} https://t.co/abc123`,
    `@vigie @someone@mastodon.social ${original}`,
    original.normalize("NFD").replace(/[.,:]/gu, " "),
  ])("%s", (copy) => expect(fingerprint(copy)).toBe(fingerprint(original)));
});

test("other texts are other stories", () => {
  expect(fingerprint("Vigie marche très bien")).not.toBe(fingerprint(original));
  expect(fingerprint("https://example.org/1")).not.toBe(fingerprint("https://example.org/2"));
  expect(fingerprint("@a")).not.toBe(fingerprint("@b"));
});

test("the fingerprint stays the same from version to version", () =>
  expect(fingerprint("Bonjour, le monde !")).toBe("ad3527e5cb1aa91cc02afca9"));

const article =
  "Vigie annonce une panne de son application mobile. Depuis ce matin, des milliers de clients ne peuvent plus se " +
  "connecter. L'entreprise promet un retour à la normale dans la journée et présente ses excuses à ses clients.";
const sketchOf = (text: string) => signatureOf(text)?.sketch ?? 0n;
const sharesBand = (a: string, b: string) => {
  const bands = new Set(signatureOf(a)?.bands);
  return signatureOf(b)?.bands.some((band) => bands.has(band)) ?? false;
};

test("the similarity of two sketches is the share of bits they have in common, bit by bit", () => {
  const sketch = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, -1n));
  fc.assert(
    fc.property(sketch, sketch, (a, b) => {
      const [one, other] = [a, b].map((bits) => BigInt.asUintN(64, bits).toString(2).padStart(64, "0"));
      const same = [...(one ?? "")].filter((bit, index) => bit === other?.[index]).length;
      expect(similarity(a, b)).toBe(same / 64);
    }),
  );
});

test("a copy with a few words changed is a near copy, another text is none", () => {
  const near = article.replace("des milliers de", "plusieurs milliers de");
  const other =
    "Le festival ouvre ses portes vendredi avec trente concerts gratuits dans les rues de la ville. Les organisateurs " +
    "attendent cent mille visiteurs, et les hôtels du centre affichent déjà complet pour tout le week-end.";
  expect(similarity(sketchOf(article), sketchOf(article))).toBe(1);
  expect(isNearCopy(sketchOf(article), sketchOf(near))).toBe(true);
  expect(sharesBand(article, near)).toBe(true);
  expect(isNearCopy(sketchOf(article), sketchOf(other))).toBe(false);
});

test("short texts have no near copies: one word can turn them round", () =>
  expect(signatureOf("vigie is wonderful, I love it so")).toBeNull());

describe("of texts of twenty words", () => {
  const vocabulary = Array.from({ length: 600 }, (_, index) => `mot${index}`);
  const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 20, maxLength: 20 });
  const found = (changes: number) =>
    fc.sample(words, { numRuns: 400, seed: 7 }).filter((given) => {
      const changed = given.map((word, index) =>
        index % 7 === 3 && index < changes * 7 ? `x${word}` : word,
      );
      const [a, b] = [given.join(" "), changed.join(" ")];
      return sharesBand(a, b) && isNearCopy(sketchOf(a), sketchOf(b));
    }).length;
  test("nineteen in twenty near copies with one word changed are found", () =>
    expect(found(1)).toBeGreaterThan(380));
  test("different texts are never taken for near copies", () => {
    const texts = fc.sample(words, { numRuns: 200, seed: 9 }).map((given) => sketchOf(given.join(" ")));
    const alike = texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => isNearCopy(a, b)));
    expect(alike).toEqual([]);
  });
});

test("signatures stay the same from version to version", () =>
  expect(signatureOf(article)?.sketch).toBe(-8375723306543906247n));
