import type { Locator, Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { launchBrowser, openPage, seriousFindings, withBrowser } from "../support/browser.ts";
import { dataFolder, startProgram } from "../support/program.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** The demo says something at least every 150 seconds. */
const soon = { timeout: 170_000 };
const text = "Notre premier post part d’ici.";

/** How somebody acts: on what, they know by its name. */
interface Hand {
  press(target: Locator): Promise<void>;
  write(target: Locator, words: string): Promise<void>;
  choose(field: Locator, option: string): Promise<void>;
}

const mouse = (): Hand => ({
  press: (target) => target.click(),
  write: async (target, words) => {
    await target.click();
    await target.pressSequentially(words);
  },
  async choose(field, option) {
    await field.click();
    await field.page().getByRole("option", { name: option, exact: true }).click();
  },
});

/** Nothing but keys: whatever is acted on is reached by Tab first, so it can be. */
const keys = (page: Page): Hand => ({
  async press(target) {
    const type = await target.getAttribute("type");
    if (type === "radio") return turnTo(page, target);
    await reach(page, target);
    await page.keyboard.press(type === "checkbox" ? "Space" : "Enter");
  },
  async write(target, words) {
    await reach(page, target);
    await page.keyboard.type(words);
  },
  async choose(field, option) {
    await reach(page, field);
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: option, exact: true }).waitFor();
    const reached = page.locator("[role=option][data-combobox-selected]");
    const isReached = async () =>
      (await reached.count()) > 0 && (await reached.textContent())?.trim() === option;
    for (let pressed = 0; pressed < 20 && !(await isReached()); pressed += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  },
});

async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const isThere = async () => (await target.and(page.locator(":focus")).count()) > 0;
  for (let pressed = 0; pressed < 150; pressed += 1) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${target}`);
}

/** Of a group of radio buttons, Tab reaches the one that is chosen; arrows choose another. */
async function turnTo(page: Page, target: Locator): Promise<void> {
  const group = await target.getAttribute("name");
  await reach(page, page.locator(`input[name="${group}"]:checked`));
  for (let pressed = 0; pressed < 10 && !(await target.isChecked()); pressed += 1)
    await page.keyboard.press("ArrowRight");
  await expect.poll(() => target.isChecked()).toBe(true);
}

withBrowser("a first visit", () => {
  for (const [by, handOf] of [
    ["the mouse", mouse],
    ["the keyboard alone", keys],
  ] as const)
    test(`ends with a post that went out and a monitor that found something, by ${by}`, {
      timeout: 400_000,
    }, async () => {
      const browser = await launchBrowser();
      endings.push(() => browser.close());
      const folder = await dataFolder();
      endings.push(folder.remove);
      const program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: "1" } });
      endings.push(program.stop);
      const { page, complaints, asked } = await openPage(browser);
      const hand = handOf(page);
      const button = (name: string | RegExp) => page.getByRole("button", { name });

      await page.goto(program.url);
      await hand.press(page.getByRole("link", { name: "Créer votre compte et ouvrir Vigie" }));
      await hand.write(page.getByLabel("Votre nom"), "Marie Lenoir");
      await hand.write(page.getByLabel("E-mail"), "marie@lumen.example");
      await hand.write(page.locator("input[type=password]"), "un phare sur la mer bleue");
      await hand.write(page.getByRole("textbox", { name: "Espace de travail" }), "Lumen");
      await hand.press(button("Créer l’espace"));
      await page.getByRole("heading", { name: "Premiers pas de Lumen" }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await hand.press(button("Essayer avec des profils de démonstration"));
      await page.getByRole("heading", { name: "Premiers pas de Démo Vigie" }).waitFor();

      await hand.press(page.getByRole("main").getByRole("button", { name: "Nouveau post" }));
      const composer = page.getByRole("complementary", { name: "Éditeur de post" });
      await hand.write(composer.getByLabel("Texte du post"), text);
      await hand.press(composer.getByLabel("Mastodon", { exact: true }));
      await composer.getByText("Prochain créneau libre").waitFor();
      await hand.press(composer.getByLabel("Maintenant"));
      await hand.press(composer.getByRole("button", { name: "Publier 1 publication maintenant" }));
      await hand.press(button("Publier sur 1 profil"));
      await composer.waitFor({ state: "detached" });

      await hand.write(page.getByLabel("Nom de la marque"), "Tournelune");
      await hand.press(button("Lancer la veille"));
      await page.getByText("Vigie suit Tournelune.").waitFor();

      await hand.press(page.getByRole("main").getByRole("link", { name: "Voir le calendrier" }));
      await page.getByRole("heading", { name: "Calendrier", level: 1 }).waitFor();
      await page.goto(`${program.url}/calendar?view=list`);
      const row = page.getByRole("listitem").filter({ hasText: text });
      await row.getByText("Publiée").waitFor(soon);

      await hand.press(page.getByRole("navigation").getByRole("link", { name: /^Mentions/ }));
      await page.getByRole("heading", { name: "Mentions", level: 1 }).waitFor();
      await hand.choose(page.locator("input[aria-label=Veille]"), "Tournelune");
      await page.waitForURL(/monitor=/);
      const found = page.getByRole("row").filter({ hasText: /Tournelune/ });
      await found.first().waitFor(soon);
      expect(complaints).toEqual([]);
      expect([...asked]).toEqual([program.url]);
    });
});
