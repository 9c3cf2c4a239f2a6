import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { pdfText } from "../support/pdf-text.ts";
import { enterDemo, openScreen, type Screen } from "../support/screen.ts";
import { closeSmtpServers, type SmtpServer, smtpServer } from "../support/smtp-server.ts";

withBrowser("the room of reports", () => {
  let screen: Screen;
  let mail: SmtpServer;
  beforeAll(async () => {
    mail = await smtpServer({});
    screen = await openScreen({ VIGIE_DEMO: "1", SMTP_URL: mail.url });
  });
  afterAll(async () => {
    await screen.close();
    await closeSmtpServers();
  });

  test("hands on what e-reputation shows, and sends a report by a rule", async () => {
    const { page, complaints } = await openPage(screen.browser);
    const { url } = screen.program;
    await enterDemo(page.request, url);
    const channel = await page.request.post(`${url}/api/v1/channels`, {
      headers: { origin: url },
      data: { kind: "email", name: "Direction", settings: { to: ["direction@example.org"] } },
    });
    expect(channel.status()).toBe(201);

    await page.goto(`${url}/reputation?period=7d&label=negative`);
    await page.locator('[data-figure="reputation.mentions"]').waitFor();
    await page.getByRole("button", { name: "Exporter" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Rapport (PDF)" }).click(),
    ]);
    const pieces = pdfText(await readFile(await file.path())).flat();
    expect(pieces).toContain("Rapport d’e-réputation");
    expect(pieces.map((piece) => piece.replaceAll("\u00a0", " "))).toContain("tonalité : négatif");

    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.getByRole("heading", { name: "Rapports", level: 1 }).waitFor();
    await page.getByText("Racontez à ceux qui n’ouvrent pas Vigie").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Nouveau rapport" }).click();
    const dialog = page.getByRole("dialog", { name: "Nouveau rapport" });
    await dialog.getByRole("switch").press("Space");
    await dialog.getByLabel("Nom", { exact: true }).fill("Hebdo Direction");
    await dialog.getByRole("combobox", { name: "Destinataires", exact: true }).press("ArrowDown");
    await page.getByRole("option", { name: "Direction" }).click();
    await page.keyboard.press("Tab");
    expect(await seriousFindings(page)).toEqual([]);
    const [preview] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Télécharger un aperçu" }).click(),
    ]);
    expect(pdfText(await readFile(await preview.path())).length).toBeGreaterThan(1);
    await dialog.getByRole("button", { name: "Programmer l’envoi" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("chaque lundi à 08:00").waitFor();
    await page.getByRole("button", { name: /^Envoyer maintenant/ }).click();
    await page.getByText("Envoyé", { exact: true }).waitFor({ timeout: 60_000 });
    expect(mail.heard()).toContain("application/pdf");

    // A rule that says more than the form asks for is shown whole, and kept whatever else is changed.
    const rule = "FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2";
    const schedules = `${url}/api/v1/report-schedules`;
    const kept = async () => {
      const reply = await page.request.get(schedules);
      const { items } = (await reply.json()) as { items: { id: string; name: string; rule: string }[] };
      return items[0];
    };
    const patched = await page.request.patch(`${schedules}/${(await kept())?.id}`, {
      headers: { origin: url },
      data: { rule },
    });
    expect(patched.ok(), await patched.text()).toBe(true);
    await page.reload();
    await page.getByRole("button", { name: /^Modifier/ }).click();
    const form = page.getByRole("dialog", { name: "Hebdo Direction" });
    await form.getByText(rule).waitFor();
    await form.getByText("Prochains envois").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByLabel("Nom", { exact: true }).fill("Bilan Direction");
    await form.getByRole("combobox", { name: "Période" }).click();
    await page.getByRole("option", { name: "le dernier mois complet" }).click();
    await form.getByRole("button", { name: "Enregistrer" }).click();
    await form.waitFor({ state: "detached" });
    await expect.poll(kept).toMatchObject({ name: "Bilan Direction", rule, covers: "month" });

    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, findings: await seriousFindings(page) }).toEqual({ width, findings: [] });
      expect({ width, sideways: await sidewaysPixels(page) }).toEqual({ width, sideways: 0 });
    }
    expect(complaints).toEqual([]);
  }, 240_000);
});
