import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuery } from "../../src/listening/query.ts";
import { strengthOf } from "../../web/src/entry/strength.ts";
import { queryOfBrand, suggestExclusions } from "../../web/src/rooms/welcome/exclusions.ts";
import { isDone, nextStep, type Standing } from "../../web/src/rooms/welcome/steps.ts";

const nothing: Standing = { profiles: 0, monitors: 0, posts: 0, isDemo: false, behind: [] };

test("a newcomer is led to the first step that is not behind them", () => {
  expect(nextStep(nothing)).toBe("profile");
  expect(nextStep({ ...nothing, profiles: 1 })).toBe("post");
  expect(nextStep({ ...nothing, profiles: 1, posts: 1 })).toBe("monitor");
  expect(nextStep({ ...nothing, profiles: 1, behind: ["post"] })).toBe("monitor");
  expect(nextStep({ ...nothing, profiles: 1, posts: 1, monitors: 1 })).toBe("ready");
});

test("the monitors that the demo came with are not the newcomer's", () => {
  const demo: Standing = { profiles: 4, monitors: 2, posts: 0, isDemo: true, behind: [] };
  expect(nextStep(demo)).toBe("post");
  expect(isDone("monitor", demo)).toBe(false);
  expect(isDone("monitor", { ...demo, behind: ["monitor"] })).toBe(true);
});

const texts = [
  "Cafés Tournelune recrute en CDI, poste à pourvoir",
  "J’adore le café de chez Tournelune, surtout le moka",
  "Le moka de Tournelune manque de goût #CafesTournelune",
  "Tournelune ouvre une boutique, la boutique est belle",
  "Chez Tournelune la boutique sent bon",
  "Rien de mieux qu’un moka Tournelune",
];

test("words that speak of something else are offered, offers of work first, never the brand nor what all speak of", () => {
  const offered = suggestExclusions(texts, "Tournelune");
  expect(offered[0]).toMatchObject({ mentions: 1 });
  expect(["recrute", "cdi"]).toContain(offered[0]?.term);
  expect(offered.map(({ term }) => term)).toContain("moka");
  expect(offered.map(({ term }) => term).join(" ")).not.toMatch(/tournelune/i);
  expect(suggestExclusions(texts.slice(0, 2), "Tournelune")).toEqual([]);
  for (const { mentions } of offered) expect(mentions * 2).toBeLessThanOrEqual(texts.length);
});

test("whatever a brand is called, its name makes a query that can be read", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N}"'&.-]{1,20}$/u), (brand) => {
      fc.pre(/[\p{L}\p{N}]/u.test(brand));
      expect(parseQuery(queryOfBrand(brand, ["cdi", "#promo"])).kind).toBe("query");
    }),
  );
});

test("a password is told in words how hard it is to guess", () => {
  const of = (password: string) => strengthOf(password, 12, ["Marie Lenoir", "marie@lumen.example"]);
  expect(of("phare")).toBe("short");
  expect(of("aaaaaaaaaaaaaaaa")).toBe("easy");
  expect(of("123456789012")).toBe("easy");
  expect(of("Marie@lumen.example")).toBe("easy");
  expect(of("lune tasse br")).toBe("fair");
  expect(of("un phare sur la mer bleue")).toBe("strong");
});
