import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { becomeFirstOwner, openScreen, type Screen, signInAsOwner } from "../support/screen.ts";

/** Runs in the page: posts for tomorrow, so that there is something to hold however slowly the demo's own go out. */
async function scheduleThreePosts(): Promise<void> {
  const profiles = (await (await fetch("/api/v1/profiles")).json()) as { items: [{ id: string }] };
  const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
  for (const number of [1, 2, 3]) {
    const body = JSON.stringify({ text: `Demain, ${number}`, profiles: [profiles.items[0].id], scheduledAt });
    const headers = { "content-type": "application/json" };
    const reply = await fetch("/api/v1/posts", { method: "POST", headers, body });
    if (!reply.ok) throw new Error(await reply.text());
  }
}

withBrowser("the room of alerts", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
  });
  afterAll(() => screen.close());

  test("leads from an alert to a hold, and from the hold to what becomes of each publication", async () => {
    const { page, complaints } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/calendar`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Premiers pas de Lumen" }).waitFor();
    await page.getByRole("button", { name: "Essayer avec des profils de démonstration" }).click();
    await page.getByRole("heading", { name: /Premiers pas de Démo/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.evaluate(scheduleThreePosts);

    // The demo's opinion turns within its second minute; the page hears of it without being asked again.
    await page.goto(`${screen.program.url}/alerts`);
    await page.getByRole("button", { name: "Prendre en charge" }).waitFor({ timeout: 180_000 });
    await page.getByRole("slider", { name: "Observé et niveau habituel" }).waitFor();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, findings: await seriousFindings(page) }).toEqual({ width, findings: [] });
      expect({ width, sideways: await sidewaysPixels(page) }).toEqual({ width, sideways: 0 });
    }
    await page.setViewportSize({ width: 1440, height: 900 });

    // What happened is handed on for the debrief; a mention of it leads back to it.
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Exporter (CSV)" }).click(),
    ]);
    const table = await readFile(await file.path(), "utf8");
    expect(table).toContain("Instant;Heure locale;Fuseau horaire;Événement;Détail");
    expect(table).toContain("Alerte ouverte");
    await page.getByRole("link", { name: /^Les \d+$/ }).click();
    await page.locator("[role=row]").first().click();
    await page.getByRole("article").getByRole("link", { name: "Pic de mentions négatives" }).click();
    await page.getByRole("button", { name: "Prendre en charge" }).waitFor();

    await page.getByRole("button", { name: "Suspendre la file" }).click();
    const dialog = page.getByRole("dialog", { name: "Suspendre la file d’attente" });
    await dialog.getByText(/Ces \d+ publications s’arrêtent/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: /Suspendre \d+ publications/ }).click();

    await page.getByRole("status").getByRole("link", { name: "Reprendre…" }).click();
    await page.getByRole("heading", { name: "Reprendre les publications" }).waitFor();
    const held = page.getByRole("listitem").filter({ has: page.getByRole("combobox") });
    await held.nth(1).waitFor();
    const count = await held.count();
    // What that leads to is shown before anything leaves, and goes along with what is decided.
    const outlook = page.getByRole("region", { name: "Ce que cela donne" });
    await outlook.getByText(`${count} publications partiront`).waitFor();
    await held.first().getByRole("combobox").click();
    await page.getByRole("option", { name: "Annuler", exact: true }).click();
    await outlook.getByText(new RegExp(`^${count - 1} publications? partir`)).waitFor();
    await held.nth(1).getByRole("combobox").click();
    await page.getByRole("option", { name: "Nouvel horaire…" }).click();
    const anew = held.nth(1).getByRole("group", { name: /^Nouvel horaire/ });
    await anew.getByLabel("Date").fill("31/10/2027");
    await anew.getByRole("spinbutton", { name: "Heure, heures" }).focus();
    await page.keyboard.type("2145");
    await anew.getByText(/^Compris comme.*31 octobre 2027 à 21:45/).waitFor();
    await held
      .nth(1)
      .locator("time", { hasText: /31 oct. 2027.*21:45/ })
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page
      .getByRole("button", { name: new RegExp(`Reprendre.*1 reprogrammée.*${count - 2} gardée.*1 annulée`) })
      .click();
    await page.getByRole("heading", { name: "Calendrier", level: 1 }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Reprendre…" }).count()).toBe(0);

    // It was no crisis: said with the closing, and kept beside the rule.
    await page.goto(`${screen.program.url}/alerts`);
    await page.getByRole("button", { name: "Clore", exact: true }).click();
    await page.getByRole("button", { name: "Ce n’était pas une crise" }).click();
    await page.getByText("C’est noté").waitFor();
    await page.goto(`${screen.program.url}/alerts?tab=rules`);
    await page.getByText("1 fausse alerte").waitFor();
    await page.goto(`${screen.program.url}/alerts?tab=resolved`);
    await page.getByRole("checkbox", { name: /Ce n’était pas une crise/, checked: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  }, 300_000);

  test("makes a rule after trying it on the past, a channel that can be tried, and shows every setting", async () => {
    const { page, complaints } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/alerts?tab=rules`);
    await signInAsOwner(page);
    await page.getByRole("button", { name: /Compte de/ }).click();
    const demo = page.getByRole("menuitem", { name: /Démo/ });
    if (await demo.isEnabled()) await demo.click();
    else await page.keyboard.press("Escape");
    // The room of the workspace that is left goes, with whatever was opened in it.
    await page.getByRole("link", { name: "Vigie, Démo" }).waitFor();
    await page.getByRole("button", { name: "Nouvelle règle" }).click();
    const dialog = page.getByRole("dialog", { name: "Nouvelle règle" });
    await dialog.getByRole("button", { name: "Tester sur le passé" }).click();
    await dialog.getByText(/alertes? en 90 jours/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Créer la règle" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("switch").count()).toBe(2);

    for (const part of ["me", "people", "workspace", "channels", "keys", "data", "audit"])
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${screen.program.url}/settings?part=${part}`);
        await page.locator("main h2").first().waitFor();
        expect({ part, findings: await seriousFindings(page) }).toEqual({ part, findings: [] });
        expect({ part, width, sideways: await sidewaysPixels(page) }).toEqual({ part, width, sideways: 0 });
      }
    await page.goto(`${screen.program.url}/profiles?tab=health`);
    await page.getByRole("heading", { name: "À l’heure, 24 dernières heures" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
