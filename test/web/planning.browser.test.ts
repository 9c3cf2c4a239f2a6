import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, withBrowser } from "../support/browser.ts";
import { enterDemo, openScreen, type Screen } from "../support/screen.ts";

const zone = "Europe/Paris";
withBrowser("planning", () => {
  let screen: Screen;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
    ({ page, complaints } = await openPage(screen.browser, { timezoneId: zone }));
    await enterDemo(page.request, screen.program.url, zone);
  });
  afterAll(() => screen.close());

  async function call<T>(method: string, path: string, data?: unknown): Promise<T> {
    const headers = { origin: screen.program.url };
    const reply = await page.request.fetch(`${screen.program.url}/api/v1${path}`, { method, headers, data });
    expect({ path, ok: reply.ok(), said: reply.ok() ? "" : await reply.text() }).toMatchObject({ ok: true });
    return (await reply.json()) as T;
  }

  test("filters get a name, come back by it in any period, and are forgotten with a way back", async () => {
    await page.goto(`${screen.program.url}/calendar?view=month&states=%5B%22held%22%5D`);
    await page.getByRole("link", { name: "Vigie, Démo" }).waitFor();
    await page.getByRole("button", { name: "Vues" }).click();
    await page.getByRole("menuitem", { name: "Enregistrer cette vue…" }).click();
    await page.getByLabel("Nom de la vue").fill("Ce qui est suspendu");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("La vue «\u202fCe qui est suspendu\u202f» est enregistrée.").waitFor();

    await page.goto(`${screen.program.url}/calendar?view=week&date=%222027-03-01%22`);
    await page.getByRole("button", { name: "Vues" }).click();
    await page.getByRole("menuitem", { name: "Ce qui est suspendu" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("states")).toBe('["held"]');
    const said = new URL(page.url()).searchParams;
    expect([said.get("view"), said.get("date")]).toEqual(["month", "2027-03-01"]);

    const button = page.getByRole("button", { name: "Ce qui est suspendu" });
    await button.click();
    await page.getByRole("menuitem", { name: "Supprimer «\u202fCe qui est suspendu\u202f»" }).click();
    await page.getByRole("button", { name: "Annuler l’action" }).click();
    await button.waitFor();
    expect(complaints).toEqual([]);
  });

  test("what waits for approval is counted in posts, by the calendar as by the menu", async () => {
    const { items } = await call<{ items: { id: string }[] }>("GET", "/profiles");
    const profiles = items.slice(0, 2).map(({ id }) => id);
    const made = await call<{ id: string }>("POST", "/posts", {
      text: "Deux profils, une seule validation",
      profiles,
      status: "draft",
    });
    await call("POST", `/posts/${made.id}/submit`);
    const waiting = async () =>
      (await call<{ items: unknown[] }>("GET", "/posts?review=waiting&limit=100")).items.length;
    await page.goto(`${screen.program.url}/calendar`);
    const strip = page.getByRole("button", { name: /^\d+ à valider$/ });
    await expect
      .poll(async () => Number.parseInt((await strip.textContent()) ?? "", 10))
      .toBe(await waiting());
    await strip.click();
    const panel = page.getByRole("complementary", { name: /à valider$/ });
    await panel.getByText("Deux profils, une seule validation").waitFor();
    await expect.poll(() => panel.getByRole("listitem").count()).toBe(await waiting());
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("what will go wrong stands on the card, in the list and beside the publication", async () => {
    const { items } = await call<{ items: { id: string; name: string }[] }>("GET", "/profiles");
    const [profile] = items;
    for (const [text, time] of [
      ["Premier texte", "10:00"],
      ["Second texte", "10:05"],
    ] as const)
      await call("POST", "/posts", {
        text,
        profiles: [profile?.id],
        scheduledAt: { local: `2027-04-07T${time}`, timeZone: zone },
      });
    await page.goto(`${screen.program.url}/calendar?view=week&date=%222027-04-07%22`);
    const warning = `Une autre publication de ${profile?.name} part à 10:05, à moins de 15 minutes.`;
    const card = page.locator("[data-card]", { hasText: "Premier texte" });
    await expect.poll(() => card.getAttribute("title")).toContain(warning);
    await card.click();
    await page.getByRole("complementary", { name: "Post" }).getByText(warning).waitFor();
    await page.goto(`${screen.program.url}/calendar?view=list&date=%222027-04-07%22`);
    await page.getByRole("listitem").filter({ hasText: "Premier texte" }).getByText(warning).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("beside a post to approve stands how soon it leaves; what fills the screen ends where the screen does", async () => {
    const { items } = await call<{ items: { id: string }[] }>("GET", "/profiles");
    const made = await call<{ id: string }>("POST", "/posts", {
      text: "Part bientôt",
      profiles: [items[0]?.id],
      scheduledAt: new Date(Date.now() + 3 * 3_600_000 + 1_800_000).toISOString(),
      status: "draft",
    });
    await call("POST", `/posts/${made.id}/submit`);
    await page.goto(`${screen.program.url}/review`);
    await page.getByRole("heading", { level: 2 }).getByText("dans 3 heures").waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await page.goto(`${screen.program.url}/calendar?view=week&compose=${made.id}`);
    const ends = async (of: string) => {
      const box = await page.locator(of).boundingBox();
      return box ? Math.floor(box.y + box.height) : null;
    };
    await page.locator("footer [data-primary]").waitFor();
    const height = page.viewportSize()?.height ?? 0;
    for (const of of ["footer:has([data-primary])", "[aria-label^='Heures des jours']"])
      await expect.poll(() => ends(of)).toBeLessThanOrEqual(height);
    expect(complaints).toEqual([]);
  });
});
