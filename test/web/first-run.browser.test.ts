import type { Locator, Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { launchBrowser, openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { dataFolder, startProgram } from "../support/program.ts";
import { becomeFirstOwner, openScreen } from "../support/screen.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const soon = { timeout: 120_000 };
/** The page's clock is behind the server's by most of the five minutes that a first post is given. */
const behindMilliseconds = 270_000;

/** How somebody acts: on what, they know by its name. */
interface Hand {
  press(target: Locator): Promise<void>;
  write(target: Locator, words: string): Promise<void>;
  /** How often something was pressed. */
  readonly pressed: number;
}

const mouse = (): Hand => {
  let pressed = 0;
  return {
    get pressed() {
      return pressed;
    },
    press(target) {
      pressed += 1;
      return target.click();
    },
    write: (target, words) => target.fill(words),
  };
};

/** Nothing but keys: whatever is acted on is reached by Tab first, so it can be. */
const keys = (page: Page): Hand => {
  let pressed = 0;
  return {
    get pressed() {
      return pressed;
    },
    async press(target) {
      pressed += 1;
      await reach(page, target);
      await page.keyboard.press((await target.getAttribute("type")) === "checkbox" ? "Space" : "Enter");
    },
    async write(target, words) {
      await reach(page, target);
      await page.keyboard.type(words);
    },
  };
};

async function reach(page: Page, target: Locator): Promise<void> {
  // Of a chip, the box that is reached is not the one that is seen.
  await target.waitFor({ state: "attached" });
  const isThere = async () => (await target.and(page.locator(":focus")).count()) > 0;
  for (let pressed = 0; pressed < 150; pressed += 1) {
    if (await isThere()) return;
    // Of the cards, Tab reaches one; arrows lead to the others.
    const isOnCards = (await page.locator("[data-card]:focus").count()) > 0;
    await page.keyboard.press(isOnCards ? "ArrowDown" : "Tab");
  }
  throw new Error(`no way by Tab to ${target}`);
}

withBrowser("a first visit", () => {
  for (const [by, handOf, width] of [
    ["the mouse", mouse, 1440],
    ["the keyboard alone", keys, 1440],
    ["the mouse at the width of a phone", mouse, 390],
  ] as const)
    test(`leads in nine presses to a post that was seen going out and a monitor that found something, by ${by}`, {
      timeout: 300_000,
    }, async () => {
      const browser = await launchBrowser();
      endings.push(() => browser.close());
      const folder = await dataFolder();
      endings.push(folder.remove);
      const program = await startProgram({ dataFolder: folder.path, env: { VIGIE_DEMO: "1" } });
      endings.push(program.stop);
      const { page, complaints, asked } = await openPage(browser, { viewport: { width, height: 900 } });
      await page.clock.install({ time: Date.now() - behindMilliseconds });
      const hand = handOf(page);
      const button = (name: string | RegExp) => page.getByRole("button", { name });

      await page.goto(program.url);
      await page.getByText("La démo en ce moment").waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await hand.write(page.getByLabel("Votre nom"), "Marie Lenoir");
      await hand.write(page.getByLabel("E-mail"), "marie@lumen.example");
      await hand.write(page.locator("input[type=password]"), "un phare sur la mer bleue");
      await page.getByText("Solide.").waitFor();
      await hand.write(page.getByRole("textbox", { name: "Espace de travail" }), "Lumen");
      await hand.press(button("Créer l’espace"));
      await page.getByRole("heading", { name: "Premiers pas de Lumen" }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await hand.press(button("Essayer avec des profils de démonstration"));

      const composer = page.getByRole("complementary", { name: "Éditeur de post" });
      await composer.getByLabel("Texte du post").getByText("Bonjour, c’est notre premier post").waitFor();
      await hand.press(composer.getByRole("button", { name: "Programmer 1 publication" }));
      await composer.waitFor({ state: "detached" });
      await page.getByRole("heading", { name: "Votre post est en route" }).waitFor();
      await hand.press(button("Suivre une marque"));

      await hand.write(page.getByLabel("Nom de la marque"), "Tournelune");
      const exclusions = page.getByRole("group", { name: "Écarter celles qui parlent d’autre chose" });
      await exclusions.waitFor(soon);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await sidewaysPixels(page)).toBe(0);
      const word =
        by === "the keyboard alone" ? exclusions.getByRole("checkbox") : exclusions.locator("label");
      await hand.press(word.first());
      await hand.press(button("Lancer la veille"));
      await page.getByText("Vigie suit Tournelune.").waitFor();
      await hand.press(page.getByRole("main").getByRole("link", { name: "Voir le calendrier" }));

      await page.getByRole("heading", { name: "Calendrier", level: 1 }).waitFor();
      const rest = page.getByRole("region", { name: "Il reste à faire" });
      await rest.getByRole("link", { name: "Inviter quelqu’un" }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await hand.press(page.locator("[data-card]").filter({ hasText: "Bonjour, c’est notre premier post" }));
      const panel = page.getByRole("complementary", { name: "Post" });
      // It turns in place: nothing is pressed meanwhile.
      await panel.getByText("Publiée", { exact: true }).waitFor(soon);
      await panel.getByText(/^Publiée à .*après l’heure$/).waitFor();
      const opened = page.waitForEvent("popup");
      await hand.press(panel.getByRole("link", { name: "Ouvrir sur le réseau" }));
      expect(hand.pressed).toBe(9);
      await (await opened).getByText("Bonjour, c’est notre premier post").waitFor();

      const { items } = (await (await page.request.get(`${program.url}/api/v1/monitors`)).json()) as {
        items: { id: string; name: string; query: string }[];
      };
      const monitor = items.find(({ name }) => name === "Tournelune");
      expect(monitor?.query).toMatch(/^"Tournelune" -\S+$/);
      await page.goto(`${program.url}/mentions?tab=all&monitor=${monitor?.id}`);
      await page
        .getByRole("row")
        .filter({ hasText: /Tournelune/i })
        .first()
        .waitFor(soon);

      // Put away, the list is gone for good: in another browser too.
      await page.goto(`${program.url}/calendar`);
      await rest.getByRole("button", { name: "Ne plus afficher" }).click();
      await rest.waitFor({ state: "detached" });
      const { workspace } = (await (await page.request.get(`${program.url}/api/v1/session`)).json()) as {
        workspace: { firstSteps: string[] };
      };
      expect(workspace.firstSteps).toEqual(["monitor", "rest"]);
      expect(complaints).toEqual([]);
      expect([...asked]).toEqual([program.url]);
    });

  test("leaves each step to be found again: a text that was left unfinished is gone on with", {
    timeout: 200_000,
  }, async () => {
    const screen = await openScreen({ VIGIE_DEMO: "1" });
    endings.push(screen.close);
    const { page, complaints } = await openPage(screen.browser);
    await page.goto(screen.program.url);
    await becomeFirstOwner(page);
    await page.getByRole("button", { name: "Essayer avec des profils de démonstration" }).click();
    const text = page.getByRole("textbox", { name: "Texte du post" });
    await text.fill("Un texte laissé en plan.");
    await page.getByText(/^Enregistré à/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reprendre le brouillon" }).waitFor();
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /^Mentions/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Mentions", level: 1 }).waitFor();
    await page.goto(`${screen.program.url}/welcome`);
    await expect.poll(() => text.inputValue()).toBe("Un texte laissé en plan.");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Passer cette étape" }).click();
    await page.getByLabel("Nom de la marque").waitFor();
    await page.getByRole("button", { name: "Passer cette étape" }).click();
    await page.getByRole("heading", { name: "Tout est en place" }).waitFor();
    await page
      .getByRole("link", { name: /Profil/ })
      .first()
      .click();
    expect(complaints).toEqual([]);
  });
});
