import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { until } from "../support/program.ts";
import { openScreen, type Screen } from "../support/screen.ts";

const secondsToSeeItAll = 300;
/** Texts of the posts in this state. */
const cards = (page: Page, state: string) => page.locator(`#posts li:has(.chip.${state}) .text`);

withBrowser("a newcomer who starts Vigie and watches its demo without an account", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
  });
  afterAll(() => screen.close());
  const openAt = async (width: number) => {
    const opened = await openPage(screen.browser, { viewport: { width, height: 800 } });
    await opened.page.goto(`${screen.program.url}/demo`);
    return opened;
  };

  test("sees a planned post go out and an alert open, on a desk and on phones, and no other site is asked for anything", {
    timeout: (secondsToSeeItAll + 60) * 1000,
  }, async () => {
    const deadline = performance.now() + secondsToSeeItAll * 1000;
    const left = () => ({ timeout: Math.max(1, deadline - performance.now()) });

    const pages = await Promise.all([1440, 390, 320].map(openAt));
    const planned = new Set<string>();
    for (const { page } of pages) {
      await page.getByText("Programmée").first().waitFor(left());
      await cards(page, "scheduled").first().waitFor(left());
      for (const text of await cards(page, "scheduled").allInnerTexts()) planned.add(text);
    }
    for (const { page } of pages) {
      const published = () => cards(page, "published").allInnerTexts();
      await until(async () => (await published()).some((text) => planned.has(text)), secondsToSeeItAll, 250);
      await page.getByText("Publiée").first().waitFor(left());
      await page.getByText("+ positive").first().waitFor(left());
      await page.locator("#alert").waitFor({ state: "visible", ...left() });
      await page.locator("#alert-title").getByText(/\S/).waitFor(left());
    }
    for (const { page, complaints, asked } of pages) {
      expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      expect([...asked]).toEqual([screen.program.url]);
      await page.close();
    }
  });

  test("reads it in the browser's language, and in the other one when they ask; it remembers that", async () => {
    const { page } = await openPage(screen.browser, { locale: "en-GB" });
    await page.goto(`${screen.program.url}/demo`);
    await page.getByRole("heading", { name: "Vigie runs. Watch it work." }).waitFor();
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByRole("heading", { name: "Ce qui se dit" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Vigie tourne. Regardez-la travailler." }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("fr");
  });
});
