import { type Browser, chromium, type Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { dataFolder, found, isRequired, startProgram, until } from "../support/program.ts";

const chromiumPath = found("chromium") ?? found("google-chrome");
const withBrowser = chromiumPath || isRequired("browser") ? describe : skipLoudly;
const secondsToSeeItAll = 150;

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

withBrowser("a newcomer who starts Vigie and opens its first page", () => {
  test("sees a planned post go out and an alert open, on a desk and on a phone, and no other site is asked for anything", {
    timeout: (secondsToSeeItAll + 60) * 1000,
  }, async () => {
    const browser = await launch();
    const folder = await dataFolder();
    endings.push(folder.remove);
    const program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: "1" } });
    endings.push(program.stop);
    const deadline = performance.now() + secondsToSeeItAll * 1000;
    const left = () => ({ timeout: Math.max(1, deadline - performance.now()) });

    const pages = await Promise.all([1440, 390].map((width) => openAt(browser, program.url, width)));
    const planned = new Set<string>();
    for (const { page } of pages) {
      await page.locator(cards("scheduled")).first().waitFor(left());
      for (const text of await page.locator(cards("scheduled")).allInnerTexts()) planned.add(text);
    }
    for (const { page } of pages) {
      const published = () => page.locator(cards("published")).allInnerTexts();
      await until(async () => (await published()).some((text) => planned.has(text)), secondsToSeeItAll, 250);
      await page.locator("#alert").waitFor({ state: "visible", ...left() });
      await page.locator("#alert-title").getByText(/\S/).waitFor(left());
    }
    for (const { page, complaints, asked } of pages) {
      expect(await page.evaluate(sidewaysPixels)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      expect([...asked]).toEqual([program.url]);
    }
  });
});

/** Texts of the posts in this state. */
const cards = (state: string) => `#posts li:has(.chip.${state}) .text`;
// In the browser's own words: what runs there is no TypeScript.
const sidewaysPixels = "document.documentElement.scrollWidth - innerWidth";

async function launch(): Promise<Browser> {
  if (!chromiumPath) throw new Error("no Chromium on the PATH");
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  endings.push(() => browser.close());
  return browser;
}

async function openAt(
  browser: Browser,
  url: string,
  width: number,
): Promise<{ page: Page; complaints: string[]; asked: Set<string> }> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "fr-FR" });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await page.goto(url);
  return { page, complaints, asked };
}

function skipLoudly(name: string, tests: () => void): void {
  // biome-ignore lint/suspicious/noConsole: a test that does not run must be seen not to
  console.warn(`SKIPPED: ${name} (no chromium on the PATH)`);
  describe.skip(name, tests);
}
