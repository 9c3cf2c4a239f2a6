import { describe, expect, test } from "vitest";
import { fingerprint, similarity, sketch } from "../../src/listening/story.ts";

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

test("near copies are more alike than other texts", () => {
  const article =
    "Vigie annonce une panne de son application mobile. Depuis ce matin, des milliers de clients ne peuvent plus se " +
    "connecter. L'entreprise promet un retour à la normale dans la journée et présente ses excuses à ses clients.";
  const near = article.replace("des milliers de", "plusieurs milliers de");
  const other =
    "Le festival ouvre ses portes vendredi avec trente concerts gratuits dans les rues de la ville. Les organisateurs " +
    "attendent cent mille visiteurs, et les hôtels du centre affichent déjà complet pour tout le week-end.";
  expect(similarity(sketch(article), sketch(article))).toBe(1);
  expect(similarity(sketch(article), sketch(near))).toBeGreaterThan(0.8);
  expect(similarity(sketch(article), sketch(other))).toBeLessThan(0.7);
  expect(sketch("")).toBe(sketch("https://example.org"));
});
