import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataFolder, found, isRequired, type Program, startProgram } from "../support/program.ts";

const chromiumPath = found("chromium") ?? found("google-chrome");
const withBrowser = chromiumPath || isRequired("browser") ? describe : skipLoudly;

withBrowser("the first page", () => {
  const endings: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let program: Program;

  beforeAll(async () => {
    if (!chromiumPath) throw new Error("no Chromium on the PATH");
    const folder = await dataFolder();
    endings.push(folder.remove);
    program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: "1" } });
    endings.push(program.stop);
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
    endings.push(() => browser.close());
  });
  afterAll(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });

  for (const width of [1440, 390, 320])
    test(`shows the demo at ${width} pixels, without scrolling sideways and within its own rules`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, locale: "fr-FR" });
      const complaints: string[] = [];
      page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(program.url);
      await page.getByText("Programmée").first().waitFor();
      await page.getByText("Publiée").first().waitFor();
      await page.getByText("+ positive").first().waitFor();
      const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(overflow).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.close();
    });

  test("speaks the browser's language, and the other one when asked; it remembers that", async () => {
    const page = await browser.newPage({ locale: "en-GB" });
    await page.goto(program.url);
    await page.getByRole("heading", { name: "Vigie runs. Watch it work." }).waitFor();
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByRole("heading", { name: "Ce qui se dit" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Vigie tourne. Regardez-la travailler." }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("fr");
    await page.close();
  });
});

function skipLoudly(name: string, tests: () => void): void {
  // biome-ignore lint/suspicious/noConsole: a test that does not run must be seen not to
  console.warn(`SKIPPED: ${name} (no chromium on the PATH)`);
  describe.skip(name, tests);
}
