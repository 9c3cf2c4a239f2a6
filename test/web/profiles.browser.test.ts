import net from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/server.ts";
import { launchBrowser, openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { dataFolder, type Program, startProgram } from "../support/program.ts";

/** The way back from a network leads to the public address: it must be known before the program listens. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

withBrowser("the room of profiles", () => {
  const endings: (() => Promise<unknown>)[] = [];
  let program: Program;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    endings.push(() => browser.close());
    sandbox = await startSandbox();
    endings.push(sandbox.close);
    const folder = await dataFolder();
    endings.push(folder.remove);
    const port = await freePort();
    program = await startProgram({
      dataFolder: folder.path,
      env: { PORT: String(port), VIGIE_PUBLIC_URL: `http://127.0.0.1:${port}` },
    });
    endings.push(program.stop);
  });
  afterAll(async () => {
    for (const end of endings.splice(0).reverse()) await end();
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
    const { page, complaints, asked } = await openPage(browser);
    await page.goto(`${program.url}/profiles`);
    await page.getByLabel("Votre nom").fill("Marie Lenoir");
    await page.getByLabel("E-mail").fill("marie@lumen.example");
    await page.locator("input[type=password]").fill("un phare sur la mer bleue");
    await page.getByRole("textbox", { name: "Espace de travail" }).fill("Lumen");
    await page.getByRole("button", { name: "Créer l’espace" }).click();
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
    expect([...asked].sort()).toEqual([program.url, sandbox.url].sort());
  });

  test("a profile whose access was withdrawn is connected again, as the same account and no other", async () => {
    const { page, complaints } = await openPage(browser, { viewport: { width: 390, height: 844 } });
    await page.goto(`${program.url}/profiles`);
    await page.getByLabel("E-mail").fill("marie@lumen.example");
    await page.locator("input[type=password]").fill("un phare sur la mer bleue");
    await page.getByRole("button", { name: "Se connecter" }).click();
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
});
