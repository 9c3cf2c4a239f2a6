import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, withBrowser } from "../support/browser.ts";
import { becomeFirstOwner, openScreen, type Screen } from "../support/screen.ts";

withBrowser("a workspace's own words, and what its channels are told", () => {
  let screen: Screen;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    screen = await openScreen();
    ({ page, complaints } = await openPage(screen.browser));
    await page.goto(`${screen.program.url}/settings`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Réglages", level: 1 }).waitFor();
  });
  afterAll(() => screen.close());

  test("a text is tried, a word in it weighed with one choice, and the reading follows", async () => {
    await page.goto(`${screen.program.url}/settings?part=words`);
    await page
      .getByRole("textbox", { name: "Texte", exact: true })
      .fill("Le service de Lumen est horrible ce matin");
    await page.getByText("probablement négatif").waitFor();
    await page.getByRole("button", { name: /^horrible/ }).click();
    await page.getByRole("menuitem", { name: "Ne dit rien ici" }).click();
    const line = page.getByRole("listitem").filter({ hasText: "horrible" });
    await line.getByText("par Marie Lenoir").waitFor();
    await page.getByText("Avec les seules listes de mots", { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await line.getByRole("button", { name: "Supprimer horrible" }).click();
    await page.getByText("Vos propres mots n’y changent rien.").waitFor();
  });

  test("a word that no text can hold is refused at its field", async () => {
    await page.getByLabel(/Mot, expression/).fill("?!");
    await page.getByRole("button", { name: "Ajouter le mot" }).click();
    await page.getByText(/de 1 à 8/).waitFor();
    // The browser itself tells its console of the refusal.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("422")]);
  });

  test("a channel gets a language and a digest, seen before it is kept", async () => {
    const added = await page.request.post(`${screen.program.url}/api/v1/channels`, {
      headers: { origin: screen.program.url },
      data: { kind: "webhook", name: "Astreinte", settings: { url: "https://exemple.example/vigie" } },
    });
    expect(added.ok(), await added.text()).toBe(true);
    await page.goto(`${screen.program.url}/settings?part=channels`);
    await page.getByRole("button", { name: "Régler la langue et le récapitulatif" }).click();
    const form = page.locator("form").filter({ hasText: "Langue des messages" }).first();
    const choose = async (label: string, option: string) => {
      await form.getByRole("combobox", { name: label, exact: true }).click();
      await page.getByRole("option", { name: option, exact: true }).click();
    };
    await choose("Langue des messages", "Anglais");
    await choose("Récapitulatif", "Toutes les semaines");
    await form.getByText(/Weekly digest, Lumen/).waitFor();
    await choose("Langue des messages", "Français");
    await form.getByText(/Récapitulatif hebdomadaire, Lumen/).waitFor();
    await choose("Le", "vendredi");
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText(/Récapitulatif hebdomadaire, prochain ven\./).waitFor();
    expect(complaints).toEqual([]);
  });
});
