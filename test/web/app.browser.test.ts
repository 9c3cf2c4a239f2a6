import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rooms } from "../../web/src/frame/rooms.ts";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { becomeFirstOwner, openScreen, type Screen, signInAsOwner } from "../support/screen.ts";

withBrowser("the web app", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
  });
  afterAll(() => screen.close());

  test("takes its first visitor in, shows each room on a desk and on a phone", async () => {
    const { page, complaints, asked } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/profiles`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Profils et sources" }).waitFor();

    await expectEachRoomFit(page, "light");
    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([screen.program.url]);
  });

  test("shows each room in the dark too, with the demo's data in it", async () => {
    const { page, complaints } = await openPage(screen.browser, { colorScheme: "dark" });
    await page.goto(`${screen.program.url}/calendar`);
    await signInAsOwner(page);
    await page.getByRole("button", { name: /Compte de/ }).click();
    await page.getByRole("menuitem", { name: /Démo/ }).click();
    await page.getByText("Démo Vigie").first().waitFor();
    await expectEachRoomFit(page, "dark");
    expect(complaints).toEqual([]);
  });

  /** Each room at both widths: no serious finding, and no sideways scroll. */
  async function expectEachRoomFit(page: Page, scheme: "light" | "dark"): Promise<void> {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const { path } of rooms) {
        await page.goto(`${screen.program.url}${path}`);
        await page.locator("main h1").waitFor();
        const at = { path, width, scheme };
        expect({ ...at, findings: await seriousFindings(page) }).toEqual({ ...at, findings: [] });
        expect({ ...at, sideways: await sidewaysPixels(page) }).toEqual({ ...at, sideways: 0 });
      }
    }
  }

  test("goes to a room by two keys, opens the key map and the palette, and speaks the other language", async () => {
    const { page, complaints } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/calendar`);
    await signInAsOwner(page);
    await page.getByRole("heading", { name: "Calendrier", level: 1 }).waitFor();
    // Another's address with what is not there opens what a bare one does.
    await page.goto(`${screen.program.url}/settings?part=nowhere&tab=rules`);
    await page.getByRole("heading", { name: "Vous" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: "Profils et sources", level: 1 }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Raccourcis clavier" }).waitFor();
    await page.getByText("Vérifier le profil où est le focus").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("switch", { name: "Raccourcis d’une seule lettre" }).press("Space");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // Switched off, letters do nothing; Ctrl K, which writes nothing, still does.
    await page.keyboard.press("n");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Rechercher ou agir").fill("Mon compte");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/settings\?part=me$/);
    await page.getByRole("switch", { name: "Raccourcis d’une seule lettre" }).press("Space");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Réglages", level: 1 }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: "Profils et sources", level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Rechercher ou agir").fill("English");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Profiles and sources", level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });
});
