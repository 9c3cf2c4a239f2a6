import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../src/platform/free-port.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { becomeFirstOwner, openScreen, type Screen, signInAsOwner } from "../support/screen.ts";

withBrowser("the room of profiles", () => {
  let screen: Screen;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox();
    // The way back from a network leads to the public address: it must be known before the program listens.
    const port = await freePort();
    screen = await openScreen({ PORT: String(port), VIGIE_PUBLIC_URL: `http://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await screen.close();
    await sandbox.close();
  });

  /** To the server's own page, by its address. */
  async function toMastodon(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Connecter un profil" }).click();
    await page.getByRole("button", { name: "Mastodon" }).click();
    await page.getByLabel("Serveur").fill(`${sandbox.url}/mastodon`);
    await page.getByRole("button", { name: "Continuer sur Mastodon" }).click();
    await page.getByRole("heading", { name: "Mastodon (sandbox)" }).waitFor();
  }
  const row = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

  test("connects a profile on the network's own page, another by token, and disconnects it", async () => {
    const { page, complaints, asked } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/profiles`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Profils et sources" }).waitFor();

    await toMastodon(page);
    await page.getByRole("button", { name: "Deny" }).click();
    await page.getByRole("alert").filter({ hasText: "Vous avez refusé sur la page du réseau" }).waitFor();
    await toMastodon(page);
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.getByRole("status").filter({ hasText: "est connecté. Rien n’a été publié." }).waitFor();
    await row(page, "@marie").getByText("Connecté", { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole("button", { name: "Connecter un profil" }).click();
    await page.getByRole("button", { name: "Mastodon" }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Coller plutôt un jeton" }).click();
    await page.getByLabel("Serveur").fill(`${sandbox.url}/mastodon`);
    await page.getByLabel("Jeton d’accès").fill("jeanne");
    await page.getByRole("button", { name: "Connecter", exact: true }).click();
    await page.getByText("Vigie peut publier ici.").waitFor();
    await page.getByRole("button", { name: "Terminer" }).click();
    await row(page, "@jeanne")
      .getByRole("button", { name: /^Déconnecter/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Déconnecter" }).click();
    await row(page, "@jeanne").waitFor({ state: "detached" });
    await row(page, "@marie").waitFor();
    expect(complaints).toEqual([]);
    expect([...asked].sort()).toEqual([screen.program.url, sandbox.url].sort());
  });

  test("a profile whose access was withdrawn is connected again, as the same account and no other", async () => {
    const { page, complaints } = await openPage(screen.browser, { viewport: { width: 390, height: 844 } });
    await page.goto(`${screen.program.url}/profiles`);
    await signInAsOwner(page);
    await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        network: "mastodon",
        kind: "expired-token",
        probability: 1,
        count: 1,
        match: { path: "verify_credentials" },
      }),
    });
    await row(page, "@marie").getByRole("button", { name: "Vérifier" }).click();
    for (const [account, sentence] of [
      ["jeanne", "Vous avez ouvert un autre compte que @marie"],
      ["marie", "est connecté. Rien n’a été publié."],
    ] as const) {
      await row(page, "@marie")
        .getByRole("button", { name: /^Reconnecter/ })
        .click();
      await page.getByText("tout ce qui est programmé reste en place").waitFor();
      expect(await sidewaysPixels(page)).toBe(0);
      await page.getByRole("button", { name: "Continuer sur Mastodon" }).click();
      await page.getByLabel("Account").fill(account);
      await page.getByRole("button", { name: "Authorize" }).click();
      await page.getByText(sentence).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
    await row(page, "@marie").getByText("Connecté", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("slots are chosen by keys alone, and a source says how it is read", async () => {
    const { page, complaints } = await openPage(screen.browser);
    await page.goto(`${screen.program.url}/profiles`);
    await signInAsOwner(page);
    const profile = row(page, "@marie");
    await profile.getByRole("button", { name: /^Créneaux et réglages/ }).focus();
    await page.keyboard.press("v");
    await page.getByText("répond et laisse toujours Vigie publier").waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Aucun créneau.").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const hours = dialog.getByRole("spinbutton", { name: "Heure, heures" });
    await hours.focus();
    await page.keyboard.type("1015");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Retirer mercredi 10:15" }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Retirer mercredi 10:15" }).waitFor({ state: "detached" });
    // What had the focus is gone: it stays with the slots.
    await expect.poll(() => hours.and(page.locator(":focus")).count()).toBe(1);
    await dialog.getByRole("button", { name: "Enregistrer" }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await expect
      .poll(() =>
        profile
          .getByRole("button", { name: /^Créneaux et réglages/ })
          .and(page.locator(":focus"))
          .count(),
      )
      .toBe(1);
    const { items } = (
      await screen.program.call<{ items: { id: string; handle: string }[] }>("GET", "/profiles")
    ).body;
    const id = items.find(({ handle }) => handle.startsWith("@marie"))?.id;
    const kept = await screen.program.call<{ items: { weekday: number; time: string }[] }>(
      "GET",
      `/profiles/${id}/slots`,
    );
    expect(kept.body.items.map(({ weekday, time }) => `${weekday} ${time}`)).toEqual([
      "1 10:15",
      "2 10:15",
      "4 10:15",
      "5 10:15",
    ]);

    await page.getByRole("tab", { name: /^Sources/ }).click();
    await page.getByRole("button", { name: "Ajouter une source" }).click();
    await page.getByRole("dialog").getByLabel("Adresse du flux").fill(`${sandbox.url}/feed/rss.xml`);
    await page.getByRole("button", { name: "Écouter ici" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const source = page.getByRole("listitem").filter({ hasText: "flux" });
    await source.getByRole("button", { name: /^Détail de/ }).click();
    await source.getByText(/^Lue toutes les/).waitFor();
    await source.getByText("Tout ce qu’elle contenait a pu être lu.").waitFor();
    await source.getByRole("button", { name: /^Lire .* maintenant$/ }).click();
    await page.getByText(/^Lecture de .* en cours\.$/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    // Its row is gone, and there is no other: the focus goes to the room.
    await source.getByRole("button", { name: /^Retirer/ }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Retirer la source" }).press("Enter");
    await source.waitFor({ state: "detached" });
    await expect.poll(() => page.locator("#room:focus").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
