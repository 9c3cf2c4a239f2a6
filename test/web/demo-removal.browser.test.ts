import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, withBrowser } from "../support/browser.ts";
import { enterDemo, openScreen, type Screen } from "../support/screen.ts";

withBrowser("the demo's ribbon", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
  }, 120_000);
  afterAll(() => screen.close());

  test("leads to its removal, which asks for its name, and on to one's own workspace, by keys alone", {
    timeout: 240_000,
  }, async () => {
    const { page, complaints } = await openPage(screen.browser);
    await enterDemo(page.request, screen.program.url);
    await page.goto(`${screen.program.url}/calendar`);
    await page.getByRole("link", { name: "Vigie, Démo" }).waitFor();
    await page.getByRole("link", { name: "Supprimer la démo…" }).focus();
    await page.keyboard.press("Enter");
    const again = page.getByLabel("Pour supprimer définitivement, retapez Démo Vigie");
    await expect.poll(() => again.and(page.locator(":focus")).count()).toBe(1);
    const act = page.getByRole("button", { name: "Supprimer la démo" });
    expect(await act.isDisabled()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.type("Démo Vigie");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Vigie, Lumen" }).waitFor();
    await page.getByText("La démo est supprimée.").waitFor();
    await page.waitForURL(/\/calendar/);
    expect(await page.getByText("Ce que vous y trouvez est inventé").count()).toBe(0);
    await page.getByRole("button", { name: "Compte de Marie Lenoir" }).click();
    await page.getByRole("menuitem", { name: "Premiers pas" }).click();
    await page.getByRole("heading", { name: "Premiers pas de Lumen" }).waitFor();
    expect(await page.getByText("La démo en ce moment").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
