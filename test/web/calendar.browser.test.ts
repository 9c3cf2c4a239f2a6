import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { enterDemo, openScreen, owner, type Screen } from "../support/screen.ts";

const zone = "Europe/Paris";
withBrowser("the calendar", () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
  });
  afterAll(() => screen.close());

  /** A call as the page itself would make it. */
  async function call<T>(page: Page, method: string, path: string, data?: unknown): Promise<T> {
    const headers = { origin: screen.program.url };
    const reply = await page.request.fetch(`${screen.program.url}/api/v1${path}`, { method, headers, data });
    expect({ path, ok: reply.ok(), said: reply.ok() ? "" : await reply.text() }).toMatchObject({ ok: true });
    return (await reply.json()) as T;
  }

  /** As the owner made by the first test. */
  async function enterAgain(page: Page): Promise<void> {
    await call(page, "POST", "/session", { email: owner.email, password: owner.password });
    const { workspaces } = await call<{ workspaces: { id: string; isDemo: boolean }[] }>(
      page,
      "GET",
      "/session",
    );
    await call(page, "PATCH", "/session", { workspace: workspaces.find(({ isDemo }) => isDemo)?.id });
  }

  test("shows a post on two networks at once, moves it by keys and back, and sees it published as it happens", async () => {
    const { page, complaints, asked } = await openPage(screen.browser, { timezoneId: zone });
    await enterDemo(page.request, screen.program.url, zone);
    const { items } = await call<{ items: { id: string; network: string }[] }>(page, "GET", "/profiles");
    const profiles = items.filter(({ network }) => network === "mastodon" || network === "bluesky");
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

    await page.goto(`${screen.program.url}/calendar?view=day&date=%22${tomorrow}%22`);
    await page.getByRole("heading", { name: "Calendrier" }).waitFor();
    const text = "Soldes : la boutique ouvre à neuf heures";
    await call(page, "POST", "/posts", {
      text,
      profiles: profiles.map(({ id }) => id),
      scheduledAt: { local: `${tomorrow}T10:00`, timeZone: zone },
    });
    const card = page.locator("[data-card]", { hasText: text });
    await card.getByText("10:00").waitFor();
    await expect.poll(() => card.getByRole("img").count()).toBe(2);

    await card.focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.getByText(/10:30, heure de Paris/).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("2 publications déplacées").waitFor();
    await card.getByText("10:30").waitFor();
    const clock = page.getByRole("combobox", { name: "Heure affichée" });
    await clock.fill("new");
    await page.getByRole("option", { name: "America/New York" }).click();
    await card.getByText(/^0[45]:30/).waitFor();
    await clock.fill("paris");
    await page.getByRole("option", { name: /Paris/ }).first().click();
    await card.getByText("10:30").waitFor();
    await page.getByRole("button", { name: "Annuler l’action" }).click();
    await card.getByText("10:00").waitFor();

    await card.click();
    const panel = page.getByRole("complementary", { name: "Post" });
    await panel.getByRole("button", { name: "Publier maintenant…" }).click();
    await page.getByRole("button", { name: "Publier sur 2 profils" }).click();
    await panel.getByText("Publiée").nth(1).waitFor();
    const links = await panel.getByRole("link", { name: "Ouvrir sur le réseau" }).all();
    expect(links).toHaveLength(2);
    for (const link of links) expect(await link.getAttribute("href")).toMatch(/^https?:\/\//);
    await panel.getByRole("button", { name: "Tentatives" }).first().click();
    await panel.getByText("elle y est").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([screen.program.url]);
  });

  test("gives a draft its time by dragging and by a dialog, and keeps its filters in the address", async () => {
    const { page, complaints } = await openPage(screen.browser, { timezoneId: zone });
    await enterAgain(page);
    const { items } = await call<{ items: { id: string }[] }>(page, "GET", "/profiles");
    await call(page, "POST", "/posts", {
      text: "Teaser du salon",
      profiles: [items[0]?.id],
      status: "draft",
    });

    await page.goto(`${screen.program.url}/calendar?view=month&date=%222027-03-01%22&tray=true`);
    // The last that comes above the days: it would move them under what is dragged.
    await page.getByText("Il reste à faire").waitFor();
    await page
      .getByRole("link", { name: "Teaser du salon" })
      .dragTo(page.getByRole("button", { name: /^jeudi 11 mars/ }));
    const card = page.locator("[data-card]", { hasText: "Teaser du salon" });
    await card.getByText("10:00").waitFor();
    await card.click();
    await page.getByRole("button", { name: "Déplacer…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Date").fill("28/03/2027");
    // The days alone, not the dialog.
    await page.keyboard.press("Escape");
    await page.locator("[data-dates-dropdown]").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    await page.keyboard.type("0230");
    await dialog.getByText(/02:30 n’existe pas/).waitFor();
    // What is left unfinished does not move anything, and goes back to what was there.
    const hours = dialog.getByRole("spinbutton", { name: "Heure, heures" });
    await hours.press("Delete");
    await hours.press("Enter");
    await dialog.getByRole("button", { name: "Annuler" }).focus();
    await expect.poll(() => hours.inputValue()).toBe("02");
    await dialog.getByLabel("Date").fill("31/10/2027");
    await dialog.getByRole("radio", { name: "02:30 heure d’hiver" }).waitFor();
    await dialog.getByLabel("Date").fill("28/03/2027");
    await hours.fill("03");
    await dialog.getByRole("button", { name: "Déplacer 1 publication" }).click();
    await card.getByText("03:30").waitFor();

    await page.keyboard.press("Escape");
    await page.getByPlaceholder("États").click();
    await page.getByRole("option", { name: "Publiée" }).click();
    await card.waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("states")).toBe('["published"]');
    await page.reload();
    await page.getByText("Rien ne correspond à ces filtres.").waitFor();
    expect(complaints).toEqual([]);
  });

  test("a finger that rests on a card, or its other button, opens what can be done with it; H stops a queue", async () => {
    const { page, complaints } = await openPage(screen.browser, {
      timezoneId: zone,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await enterAgain(page);
    const { items } = await call<{ items: { id: string; network: string }[] }>(page, "GET", "/profiles");
    const mastodon = items.find(({ network }) => network === "mastodon")?.id;
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const text = "Une chose à la fois";
    await call(page, "POST", "/posts", { text, profiles: [mastodon], scheduledAt: later });
    await page.goto(`${screen.program.url}/calendar?view=list&date=%22${later.slice(0, 10)}%22`);
    const card = page.locator("[data-card]", { hasText: text });
    // What is read after the cards stands above them: where a card is counts once it rests.
    await card.click({ trial: true });
    const box = await card.boundingBox();
    if (!box) throw new Error("no card");
    const touch = await page.context().newCDPSession(page);
    const touchPoints = [{ x: box.x + 60, y: box.y + 20 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    const menu = page.getByRole("menu", { name: /Une chose à la fois/ });
    await menu.waitFor();
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    expect(await seriousFindings(page)).toEqual([]);
    await menu.getByRole("menuitem", { name: "Déplacer…" }).click();
    await page.getByRole("dialog").getByRole("spinbutton", { name: "Heure, heures" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await card.click({ button: "right" });
    await menu.getByRole("menuitem", { name: "Dupliquer" }).waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await card.focus();
    await page.keyboard.press("h");
    const dialog = page.getByRole("dialog", { name: "Suspendre la file d’attente" });
    await dialog.getByLabel("Motif").fill("Une erreur à corriger");
    await expect.poll(() => dialog.getByLabel("Ce qui s’arrête").inputValue()).toContain("Mastodon");
    await dialog.getByRole("button", { name: /^Suspendre \d+ publications?$/ }).click();
    await card.getByText("Suspendue").waitFor();
    const { items: holds } = await call<{ items: { id: string }[] }>(page, "GET", "/holds?inForce=true");
    for (const { id } of holds) await call(page, "DELETE", `/holds/${id}`, { passed: "cancel" });
    expect(complaints).toEqual([]);
  });

  test("nothing that is read later pushes away what is there", async () => {
    const { page } = await openPage(screen.browser, { timezoneId: zone });
    await enterAgain(page);
    await page.addInitScript(`
      shifts = [];
      const note = (seen) => shifts.push(...seen.getEntries().map(({ value }) => value));
      new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
    `);
    await page.goto(`${screen.program.url}/calendar?view=month`);
    await page.getByText("Il reste à faire").waitFor();
    // The last that is known of the list, of what wants a person, and of the days.
    await page.locator("li[data-done]").getByText("Connecter un second profil").waitFor();
    await page.getByRole("button", { name: /à valider/ }).waitFor();
    await page.locator("[data-card]").first().waitFor();
    const shifts = (await page.evaluate("shifts")) as number[];
    expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.02);
  });

  test.each([
    ["month", 1440],
    ["week", 1440],
    ["day", 390],
    ["list", 390],
  ] as const)("has no serious finding and does not scroll sideways: %s at %i px", async (view, width) => {
    const { page } = await openPage(screen.browser, { timezoneId: zone, viewport: { width, height: 900 } });
    await enterAgain(page);
    await page.goto(`${screen.program.url}/calendar?view=${view}`);
    await page.locator("[data-card]").first().waitFor({ state: "attached" });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
