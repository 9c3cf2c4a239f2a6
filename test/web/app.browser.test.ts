import { afterAll, beforeAll, expect, test } from "vitest";
import { rooms } from "../../web/src/frame/rooms.ts";
import { launchBrowser, openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { dataFolder, type Program, startProgram } from "../support/program.ts";

withBrowser("the web app", () => {
  const endings: (() => Promise<unknown>)[] = [];
  let program: Program;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    endings.push(() => browser.close());
    const folder = await dataFolder();
    endings.push(folder.remove);
    program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: "1" } });
    endings.push(program.stop);
  });
  afterAll(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });

  test("takes its first visitor in, shows each room on a desk and on a phone", async () => {
    const { page, complaints, asked } = await openPage(browser);
    await page.goto(`${program.url}/profiles`);
    await page.getByLabel("Votre nom").fill("Marie Lenoir");
    await page.getByLabel("E-mail").fill("marie@lumen.example");
    await page.locator("input[type=password]").fill("un phare sur la mer bleue");
    await page.getByRole("textbox", { name: "Espace de travail" }).fill("Lumen");
    await page.getByRole("button", { name: "Créer l’espace" }).click();
    await page.getByRole("heading", { name: "Profils et sources" }).waitFor();

    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const { path } of rooms) {
        await page.goto(`${program.url}${path}`);
        await page.locator("main h1").waitFor();
        expect({ path, width, findings: await seriousFindings(page) }).toEqual({ path, width, findings: [] });
        expect({ path, width, sideways: await sidewaysPixels(page) }).toEqual({ path, width, sideways: 0 });
      }
    }
    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([program.url]);
  });

  test("goes to a room by two keys, opens the key map and the palette, and speaks the other language", async () => {
    const { page, complaints } = await openPage(browser);
    await page.goto(`${program.url}/calendar`);
    await page.getByLabel("E-mail").fill("marie@lumen.example");
    await page.locator("input[type=password]").fill("un phare sur la mer bleue");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByRole("heading", { name: "Calendrier", level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: "Profils et sources", level: 1 }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Raccourcis clavier" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Rechercher ou agir").fill("English");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Profiles and sources", level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });
});
