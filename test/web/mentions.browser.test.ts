import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, seriousFindings, withBrowser } from "../support/browser.ts";
import { until } from "../support/program.ts";
import { becomeFirstOwner, openScreen, type Screen } from "../support/screen.ts";

withBrowser("what is said, found, corrected and counted", () => {
  let screen: Screen;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    screen = await openScreen();
    ({ page, complaints } = await openPage(screen.browser));
    await page.goto(`${screen.program.url}/mentions`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Mentions", level: 1 }).waitFor();
    await call("monitors", { name: "Lumen", kind: "brand", query: "lumen" });
    const now = Date.now();
    newestAt = now - 3_600_000;
    await page.request.post(`${screen.program.url}/api/v1/mentions/import`, {
      headers: { origin: screen.program.url, "content-type": "application/x-ndjson" },
      data: texts
        .map((text, n) =>
          JSON.stringify({
            network: n % 3 === 0 ? "mastodon" : "bluesky",
            remoteId: String(n),
            text,
            publishedAt: new Date(now - (n + 1) * 3_600_000).toISOString(),
            author: { handle: `auteur${n % 4}`, followers: 100 + n },
            url: `https://exemple.example/${n}`,
          }),
        )
        .join("\n"),
    });
  });
  afterAll(() => screen.close());

  let newestAt = 0;
  const texts = [
    "Encore une panne chez Lumen au moment de payer, ras le bol",
    "Lumen ouvre une boutique à Lille",
    "J’adore la nouvelle lampe Lumen, magnifique",
    "Panne générale chez Lumen, service client horrible",
    "Lumen recrute",
    "Lumen, une panne de plus. C’est nul",
  ];

  async function call(path: string, data: object): Promise<void> {
    const reply = await page.request.post(`${screen.program.url}/api/v1/${path}`, {
      headers: { origin: screen.program.url },
      data,
    });
    expect(reply.ok(), await reply.text()).toBe(true);
  }
  const listed = async () => Number(await page.locator("[data-count]").getAttribute("data-count"));
  const labelled = async (label: string) => {
    const reply = await page.request.get(
      `${screen.program.url}/api/v1/mentions/count?q=panne&label=${label}`,
    );
    return ((await reply.json()) as { count: number }).count;
  };

  test("a mention is found and corrected by keys alone, and taken back", async () => {
    await page.goto(`${screen.program.url}/mentions`);
    await page.locator("[role=row]").first().waitFor();
    expect(await listed()).toBe(texts.length);

    await page.keyboard.press("/");
    await page.keyboard.type("panne AND (nul");
    await page.getByText("Au caractère 11").waitFor();
    await page.getByRole("button", { name: /Vouliez-vous dire panne AND \(nul\)/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("panne ou nul");
    await page.getByText("L’opérateur s’écrit OR").waitFor();
    // It is searched for while one writes, and one goes on writing in the same field.
    await page.waitForURL((url) => url.searchParams.get("q") === "panne ou nul");
    await expect.poll(listed).toBe(0);
    expect(await page.locator("input:focus").inputValue()).toBe("panne ou nul");
    await page.getByRole("button", { name: "Vouliez-vous dire panne OR nul" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("panne");
    await page.keyboard.press("Enter");
    await until(async () => (await listed()) === 3, 20);
    const negative = await labelled("negative");
    expect(negative).toBeGreaterThan(0);

    await page.keyboard.press("j");
    await page.getByRole("article").getByText("ras le bol").first().waitFor();
    await page.keyboard.press("Digit3");
    await until(async () => (await labelled("positive")) === 1, 20);
    await page.getByText("selon Marie Lenoir").waitFor();
    await page.getByText("Tonalité corrigée").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Control+z");
    await until(async () => (await labelled("positive")) === 0, 20);
    expect(await labelled("negative")).toBe(negative);
  });

  test("what is done leaves the list, and the next one is read", async () => {
    await page.goto(`${screen.program.url}/mentions`);
    await page.locator("[role=row]").first().waitFor();
    await page.keyboard.press("j");
    await page.getByRole("article").waitFor();
    await page.keyboard.press("e");
    await until(async () => (await listed()) === texts.length - 1, 20);
    await page.getByRole("article").getByText("boutique à Lille").waitFor();
    await page.keyboard.press("Control+z");
    await until(async () => (await listed()) === texts.length, 20);
  });

  test("the tabs count what waits, and the list is handed out as a table of exactly its rows", async () => {
    await page.goto(`${screen.program.url}/mentions?q=panne`);
    await until(async () => (await listed()) === 3, 20);
    await page.getByText("À traiter 3").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Exporter (CSV)" }).click(),
    ]);
    const table = await readFile(await download.path(), "utf8");
    const rows = parse(table, { bom: true, columns: true, delimiter: ";" }) as Record<string, string>[];
    expect(rows.map(({ Texte }) => Texte)).toEqual(texts.filter((text) => /panne/i.test(text)));
    expect(download.suggestedFilename()).toMatch(/^vigie-mentions-\d{4}-\d\d-\d\d\.csv$/);
    await page.keyboard.press("j");
    await page.getByRole("article").waitFor();
    await page.keyboard.press("x");
    await page.getByRole("button", { name: "Sélectionner 3 mentions" }).click();
    await page.getByText("3 mentions choisies").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByText("3 mentions choisies").waitFor({ state: "detached" });
  });

  test("nothing found: what there would be without the filter that stands in the way", async () => {
    await page.goto(`${screen.program.url}/mentions?q=panne&language=fr&author=personne`);
    await page.getByRole("button", { name: "3 mentions sans le filtre « Auteur »" }).click();
    await until(async () => (await listed()) === 3, 20);
  });

  test("a finger that goes right marks as done, one that goes left puts off", async () => {
    const context = await screen.browser.newContext({
      storageState: await page.context().storageState(),
      viewport: { width: 390, height: 844 },
      locale: "fr-FR",
      hasTouch: true,
      isMobile: true,
    });
    const phone = await context.newPage();
    const waiting = async () => {
      const reply = await page.request.get(
        `${screen.program.url}/api/v1/mentions/count?triage=new&later=false`,
      );
      return ((await reply.json()) as { count: number }).count;
    };
    const swipe = async (across: number) => {
      await phone.locator("[role=row]").first().click();
      await phone.getByRole("article").waitFor();
      const at = (x: number) => ({ identifier: 1, clientX: x, clientY: 300 });
      const article = phone.getByRole("article");
      await article.dispatchEvent("touchstart", { touches: [at(200)], changedTouches: [at(200)] });
      await article.dispatchEvent("touchend", { touches: [], changedTouches: [at(200 + across)] });
    };
    await phone.goto(`${screen.program.url}/mentions`);
    await swipe(40);
    expect(await waiting()).toBe(texts.length);
    await phone.getByRole("button", { name: "Retour à la liste" }).click();
    await swipe(150);
    await until(async () => (await waiting()) === texts.length - 1, 20);
    await phone.goto(`${screen.program.url}/mentions`);
    await swipe(-150);
    await until(async () => (await waiting()) === texts.length - 2, 20);
    await phone.goto(`${screen.program.url}/mentions?view=later`);
    await phone.locator("[role=row]").first().waitFor();
    expect(await phone.locator("[role=row]").count()).toBe(1);
    await context.close();
  });

  test("a figure that is clicked opens as many mentions as it says", async () => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const door of [
        '[data-figure="reputation.mentions"]',
        'a:has-text("panne")',
        'a:has-text("auteur1")',
      ]) {
        await page.goto(`${screen.program.url}/reputation?period=24h`);
        const figure = page.locator(`main ${door}`).first();
        await figure.waitFor();
        // Once the page has come to rest: what is clicked while something above it comes in may move away.
        await page.waitForLoadState("networkidle");
        const said = Number(/\d+/.exec(((await figure.textContent()) ?? "").replace("auteur1", ""))?.[0]);
        await figure.click();
        await page.waitForURL("**/mentions?**");
        await page.locator("[data-count]").waitFor();
        await until(async () => (await listed()) === said, 20);
        expect(said).toBeGreaterThan(0);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("the chart is walked by arrows, opened by Enter, and read as a table", async () => {
    await page.goto(`${screen.program.url}/reputation?period=24h`);
    const chart = page.locator("[aria-roledescription=graphique]");
    await chart.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await chart.focus();
    await page.keyboard.press("End");
    // The hour of the newest mention, though another hour may have begun since it came.
    const hours = Math.floor(Date.now() / 3_600_000) - Math.floor(newestAt / 3_600_000);
    for (let step = 0; step < hours; step += 1) await page.keyboard.press("ArrowLeft");
    await page.getByText("1 mention", { exact: true }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/mentions?**");
    await until(async () => (await listed()) === 1, 20);
  });

  test("a stretch of the chart, taken by keys or drawn across, is shown alone in every figure", async () => {
    const figure = page.locator('[data-figure="reputation.mentions"] > span').nth(1);
    const figureSays = async () => Number(await figure.textContent());
    const chart = page.locator("[aria-roledescription=graphique]");
    const alone = page.getByRole("button", { name: "Ne voir que cette période" });
    const counted = page.locator("figure a", { hasText: /^\d+ mentions?$/ });
    await page.goto(`${screen.program.url}/reputation?period=24h`);
    await chart.waitFor();
    await expect.poll(figureSays).toBe(texts.length);
    await chart.focus();
    await page.keyboard.press("End");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+ArrowLeft");
    const taken = Number.parseInt((await counted.textContent()) ?? "", 10);
    expect(taken).toBeGreaterThan(1);
    expect(taken).toBeLessThan(texts.length);
    await alone.click();
    await page.waitForURL("**from=**");
    await expect.poll(figureSays).toBe(taken);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goBack();
    await expect.poll(figureSays).toBe(texts.length);

    const columns = page.locator("[data-bucket]");
    await columns.first().hover();
    await page.mouse.down();
    await columns.last().hover();
    await page.mouse.up();
    await expect.poll(() => counted.textContent()).toBe(`${texts.length} mentions`);
    await counted.click();
    await until(async () => (await listed()) === texts.length, 20);
  });

  test("the rows of the chart are a table", async () => {
    await page.goto(`${screen.program.url}/reputation?period=24h&table=true`);
    await page.getByRole("columnheader", { name: "Négatives" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a thousand copies of one text are not all read for a list of one row", async () => {
    await call("monitors", { name: "Globex", kind: "competitor", query: "globex" });
    const copies = Array.from({ length: 2300 }, (_, n) =>
      JSON.stringify({
        network: "mastodon",
        remoteId: `copy-${n}`,
        text: "Globex rachète son concurrent, dit le communiqué de ce matin",
        publishedAt: new Date(Date.now() - 40 * 3_600_000 - n * 1000).toISOString(),
        author: { handle: `relais${n}`, followers: 1 },
      }),
    );
    await page.request.post(`${screen.program.url}/api/v1/mentions/import`, {
      headers: { origin: screen.program.url, "content-type": "application/x-ndjson" },
      data: copies.join("\n"),
    });
    let pages = 0;
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === "/api/v1/mentions") pages += 1;
    });
    await page.goto(`${screen.program.url}/mentions?q=globex`);
    const further = page.getByRole("button", { name: /Chercher plus loin/ });
    await further.waitFor();
    const before = pages;
    expect(before).toBeLessThan(15);
    expect(await seriousFindings(page)).toEqual([]);
    await further.click();
    await expect.poll(() => pages).toBeGreaterThan(before);
    await further.waitFor();
    expect(pages).toBeLessThan(28);
  });
});
