import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { enterDemo, openScreen, type Screen } from "../support/screen.ts";

withBrowser("the room of e-reputation", () => {
  let screen: Screen;
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
    ({ page, complaints } = await openPage(screen.browser));
    await enterDemo(page.request, screen.program.url, "Europe/Paris");
  });
  afterAll(() => screen.close());

  test("a note stands in the chart and in its column, is changed, removed and brought back, all by keys", async () => {
    await page.goto(`${screen.program.url}/reputation?period=7d&interval=day&usual=true`);
    const chart = page.getByRole("group", { name: /^Mentions de Cafés Tournelune par jour/ });
    await chart.waitFor();
    await expect.poll(() => page.locator("[data-usual]").count()).toBeGreaterThan(0);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, findings: await seriousFindings(page) }).toEqual({ width, findings: [] });
      expect({ width, sideways: await sidewaysPixels(page) }).toEqual({ width, sideways: 0 });
    }
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.keyboard.press("a");
    await page.getByLabel("Que s’est-il passé").fill("Journal de 20 h");
    await page.keyboard.press("Enter");
    const marks = page.getByRole("region", { name: "Repères de la période" });
    await marks.getByText("Journal de 20 h (Marie Lenoir)").waitFor();
    await page.locator("[data-mark=note]").waitFor();
    await chart.focus();
    await page.keyboard.press("End");
    await page.locator("figure").getByText("Journal de 20 h (Marie Lenoir)").waitFor();

    await page.getByRole("button", { name: "Modifier la note\u202f: Journal de 20 h" }).press("Enter");
    await page.getByLabel("Que s’est-il passé").fill("Journal de 13 h");
    await page.getByRole("spinbutton", { name: "Heure, heures" }).focus();
    await page.keyboard.type("0015");
    await page.getByText(/^Compris comme.*00:15/).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Modifier la note\u202f: Journal de 13 h" }).press("Enter");
    await page.getByText(/^Compris comme.*00:15/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Supprimer la note\u202f: Journal de 13 h" }).press("Enter");
    await page.getByRole("button", { name: "Annuler l’action" }).press("Enter");
    await marks.getByText("Journal de 13 h (Marie Lenoir)").waitFor();
    expect(complaints).toEqual([]);
  });

  test("each chart is a table as well, with what it is compared with and what is usual", async () => {
    await page.goto(`${screen.program.url}/reputation?period=7d&interval=day&usual=true&compare=last-week`);
    await page.getByText("comparés à la même période, une semaine plus tôt").waitFor();
    for (const name of [
      /^Tableau\s: Mentions de/,
      "Tableau\u202f: Tonalité nette",
      "Tableau\u202f: Qui en parle",
    ])
      await page.getByRole("switch", { name }).press("Space");
    const whole = page.getByRole("region", { name: /^Mentions de Cafés Tournelune par jour/ }).last();
    await whole.getByRole("columnheader", { name: "Habituel" }).waitFor();
    await whole.getByRole("columnheader", { name: "Avant" }).waitFor();
    await page.getByRole("region", { name: "Tonalité nette" }).getByRole("table").waitFor();
    await page.getByRole("region", { name: "Qui en parle" }).getByRole("table").waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    // Tones by pattern: nothing to be seen of them before, and in print without being asked.
    await page.getByRole("switch", { name: /^Tableau\s: Mentions de/ }).press("Space");
    const over = page.locator("[data-bucket] rect[fill*='negative)']:not([fill^='var'])").first();
    await over.waitFor({ state: "attached" });
    const isSeen = () => over.isVisible();
    expect(await isSeen()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await isSeen()).toBe(true);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("switch", { name: "Motifs" }).press("Space");
    await expect.poll(isSeen).toBe(true);
    expect(complaints).toEqual([]);
  });
});
