import { Secret, TOTP } from "otpauth";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newTotpSecret } from "../../src/workspaces/totp.ts";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { becomeFirstOwner, openScreen, owner, type Screen, signInAsOwner } from "../support/screen.ts";

withBrowser("people and their accounts", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen();
  });
  afterAll(() => screen.close());

  test("a member who forgot the password comes back by a link of the owner's; the owner turns the second step on", async () => {
    const { url } = screen.program;
    // The port was free when the program took it: its own links do not know it.
    const here = (link: string | null) => (link ?? "").replace(/^http:..127\.0\.0\.1:\d+/, url);
    const ana = await openPage(screen.browser);
    await ana.page.goto(`${url}/settings?part=people`);
    await becomeFirstOwner(ana.page);
    await ana.page.getByRole("button", { name: "Créer le lien" }).click();
    const invitation = await ana.page.getByText("/invitation#").first().textContent();

    const ben = await openPage(screen.browser);
    await ben.page.goto(here(invitation));
    await ben.page.getByLabel("Votre nom").fill("Ben");
    await ben.page.getByLabel("E-mail").fill("ben@lumen.example");
    await ben.page.locator("input[type=password]").fill("lune tasse brouillard");
    await ben.page.getByRole("button", { name: "Rejoindre" }).click();
    await ben.page.getByRole("heading", { level: 1, name: "Calendrier" }).waitFor();

    await ana.page.reload();
    await ana.page.getByRole("button", { name: "Créer un lien de nouveau mot de passe pour Ben" }).click();
    await ana.page.getByRole("dialog").getByRole("button", { name: "Créer le lien" }).click();
    const link = await ana.page.getByText("/new-password#").textContent();
    expect(await seriousFindings(ana.page)).toEqual([]);

    const again = await openPage(screen.browser);
    await again.page.setViewportSize({ width: 390, height: 800 });
    await again.page.goto(here(link));
    await again.page.locator("input[type=password]").fill("phare ardoise genêt");
    expect(await seriousFindings(again.page)).toEqual([]);
    expect(await sidewaysPixels(again.page)).toBe(0);
    await again.page.getByRole("button", { name: "Prendre ce mot de passe" }).click();
    await again.page.getByRole("link", { name: "Se connecter" }).click();
    await again.page.getByRole("button", { name: "Mot de passe oublié" }).click();
    await again.page.getByText("Demandez à un propriétaire").waitFor();
    await again.page.getByLabel("E-mail").fill("ben@lumen.example");
    await again.page.locator("input[type=password]").fill("phare ardoise genêt");
    await again.page.getByRole("button", { name: "Se connecter" }).click();
    await again.page.getByRole("heading", { level: 1, name: "Calendrier" }).waitFor();

    await ana.page.goto(`${url}/settings?part=me`);
    await ana.page.getByRole("button", { name: "Activer" }).click();
    await ana.page.getByLabel("Mot de passe actuel").last().fill(owner.password);
    await ana.page.getByRole("button", { name: "Continuer" }).click();
    await ana.page.getByRole("img", { name: /Code QR/ }).waitFor();
    const shown = ana.page.getByText(new RegExp(`^[A-Z2-7]{${newTotpSecret().length}}$`));
    const secret = (await shown.textContent()) ?? "";
    expect(await seriousFindings(ana.page)).toEqual([]);

    // Switched on, it asks for a code after the password: of the app, or one that was kept for an emergency.
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const on = await ana.page.request.post(`${url}/api/v1/me/two-step/confirm`, {
      headers: { origin: url },
      data: { code },
    });
    const { recoveryCodes } = (await on.json()) as { recoveryCodes: string[] };
    const step = await openPage(screen.browser);
    await step.page.setViewportSize({ width: 390, height: 800 });
    await step.page.goto(`${url}/calendar`);
    await signInAsOwner(step.page);
    const field = step.page.getByRole("textbox", { name: "Code de votre application d’authentification" });
    await field.waitFor();
    expect(await step.page.getByRole("alert").textContent()).toBe("");
    expect(await seriousFindings(step.page)).toEqual([]);
    await field.fill("000000");
    await field.press("Enter");
    await step.page.getByText("Ce code est faux").waitFor();
    await step.page.getByRole("button", { name: "Utiliser un code de secours" }).click();
    await step.page.getByRole("textbox", { name: "Code de secours" }).fill(recoveryCodes[0] ?? "");
    await step.page.getByRole("button", { name: "Se connecter" }).click();
    await step.page.getByRole("heading", { level: 1, name: "Calendrier" }).waitFor();
    await ana.page.request.post(`${url}/api/v1/me/two-step/end`, {
      headers: { origin: url },
      data: { password: owner.password, code: recoveryCodes[1] },
    });
    await ana.page.reload();
    await ana.page.getByRole("button", { name: "Quitter l’espace de travail" }).click();
    await ana.page.getByRole("dialog").getByRole("button", { name: "Quitter l’espace de travail" }).click();
    await ana.page.getByText("au moins un propriétaire").waitFor();
    expect([...ana.complaints, ...again.complaints].filter((text) => !text.includes("409"))).toEqual([]);
  });

  test("what a person likes is there in their next browser as well: language, colours, rows, hours, letters", async () => {
    const { url } = screen.program;
    const { page } = await openPage(screen.browser);
    await page.goto(`${url}/settings?part=me`);
    await signInAsOwner(page);
    const choose = async (control: Locator) => {
      const saved = page.waitForResponse(
        (answer) => answer.url().endsWith("/api/v1/me") && answer.request().method() === "PATCH",
      );
      await Promise.all([control.click(), saved.then((answer) => expect(answer.status()).toBe(200))]);
    };
    for (const name of ["Sombres", "Aérées", "Sur 12 h, 2:05 PM"])
      await choose(page.getByText(name, { exact: true }));
    await choose(page.getByRole("switch", { name: "Raccourcis d’une seule lettre" }));
    await choose(page.locator("main").getByText("English", { exact: true }));

    const next = await openPage(screen.browser);
    await next.page.goto(`${url}/calendar?view=day`);
    await signInAsOwner(next.page);
    await next.page.getByRole("heading", { level: 1, name: "Calendar" }).waitFor();
    await next.page.getByText("1:00 am", { exact: true }).waitFor();
    const { dataset } = (await next.page.evaluate(
      "({ dataset: { ...document.documentElement.dataset } })",
    )) as { dataset: Record<string, string> };
    expect(dataset).toMatchObject({ density: "comfortable", mantineColorScheme: "dark" });
    await next.page.keyboard.press("n");
    await next.page.getByRole("button", { name: "Account of Marie Lenoir" }).click();
    await next.page.getByRole("menuitem", { name: "Keyboard" }).click();
    const map = next.page.getByRole("dialog", { name: "Keyboard" });
    for (const room of ["Calendar", "Review", "Mentions", "Reputation", "Alerts", "Profiles and sources"])
      await map.getByRole("table", { name: room }).waitFor();
    await expect.poll(() => map.getByRole("switch").isChecked()).toBe(false);
    expect(await seriousFindings(next.page)).toEqual([]);
    expect(next.complaints).toEqual([]);
  });
});
