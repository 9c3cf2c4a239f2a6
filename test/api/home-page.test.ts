import { Script } from "node:vm";
import { expect, test } from "vitest";
import { homePage, homeScript, homeStyle } from "../../src/api/routes/home-page.ts";
import { homeWords } from "../../src/api/routes/home-words.ts";

test("the first page can be shown under a policy that allows only our own files", () => {
  expect(homePage).not.toMatch(/<style|<script>| style=| on[a-z]+=|https?:/);
  expect(homeStyle).not.toMatch(/https?:|@import|url\(/);
  expect(homeScript).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\.style\b/);
});

test("the first page's program can be read by a browser", () => {
  expect(() => new Script(homeScript)).not.toThrow();
});

test("everything that the first page says is there in both languages, with the same places to fill in", () => {
  const flat = (words: object, path = ""): [string, string][] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
    );
  const places = (words: object) =>
    flat(words).map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]);
  expect(places(homeWords.fr)).toEqual(places(homeWords.en));
  for (const [, name] of [...homePage.matchAll(/data-(?:text|label)="(\w+)"/g)])
    expect(homeWords.en).toHaveProperty(name ?? "");
  for (const [, name] of [...homeScript.matchAll(/\bsay\("(\w+)"/g)])
    expect(homeWords.en).toHaveProperty(name ?? "");
});

test("French is set as French is: narrow spaces before : ; ! ? and within quotes, curly apostrophes", () => {
  expect(JSON.stringify(homeWords.fr)).not.toMatch(/[a-zé}] [:;!?»]|« |[a-z]'[a-z]/);
});
