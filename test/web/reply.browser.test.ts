import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { moonOverCup } from "../../src/demo/picture.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { until } from "../support/program.ts";
import { becomeFirstOwner, openScreen, type Screen } from "../support/screen.ts";

withBrowser("a mention is found, answered and seen to be answered", () => {
  let screen: Screen;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    sandbox = await startSandbox();
    screen = await openScreen({ VIGIE_ALLOW_PRIVATE_ADDRESSES: "1" });
    ({ page, complaints } = await openPage(screen.browser));
    await page.goto(`${screen.program.url}/mentions`);
    await becomeFirstOwner(page);
    await page.getByRole("heading", { name: "Mentions", level: 1 }).waitFor();
    await call("monitors", { name: "Lumen", kind: "brand", query: "lumen" });
    const now = Date.now();
    const lines = await Promise.all(
      texts.map(async (text, n) => ({
        network: n === 2 ? "rss" : "mastodon",
        remoteId: await saidBy(`auteur${n}`, text),
        text,
        publishedAt: new Date(now - (n + 1) * 3_600_000).toISOString(),
        author: { handle: `auteur${n}` },
        url: `https://exemple.example/${n}`,
      })),
    );
    await page.request.post(`${screen.program.url}/api/v1/mentions/import`, {
      headers: { origin: screen.program.url, "content-type": "application/x-ndjson" },
      data: lines.map((line) => JSON.stringify(line)).join("\n"),
    });
  });
  afterAll(async () => {
    await screen?.close();
    await sandbox?.close();
  });

  const texts = [
    "Ma lampe Lumen clignote, que faire ?",
    "Lumen livre-t-elle à Lille ?",
    "Lumen ouvre une usine",
  ];

  /** Said on the sandbox; answers with its address, under which it is a mention. */
  async function saidBy(handle: string, text: string): Promise<string> {
    const reply = await fetch(`${sandbox.url}/_sandbox/mentions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mentions: [{ network: "mastodon", text, author: { handle } }] }),
    });
    const { mentions } = (await reply.json()) as { mentions: [{ id: string }] };
    return `${sandbox.url}/mastodon/users/${handle}/statuses/${mentions[0].id}`;
  }
  async function call(path: string, data: object): Promise<void> {
    const reply = await page.request.post(`${screen.program.url}/api/v1/${path}`, {
      headers: { origin: screen.program.url },
      data,
    });
    expect(reply.ok(), await reply.text()).toBe(true);
  }
  const posted = async () => {
    const reply = await fetch(`${sandbox.url}/_sandbox/posts?network=mastodon`);
    return ((await reply.json()) as { posts: { text: string; replyTo: string | null }[] }).posts;
  };
  const listed = async () => Number(await page.locator("[data-count]").getAttribute("data-count"));
  const field = () => page.getByRole("textbox", { name: "Votre réponse" });
  const open = async (text: string) => {
    await page.goto(`${screen.program.url}/mentions`);
    await page.locator("[role=row]", { hasText: text }).first().click();
    await page.getByRole("article").getByText(text).waitFor();
  };

  test("without a profile there it says what is missing, and opens the source", async () => {
    await open("clignote");
    await page.keyboard.press("r");
    await page.getByText("Connectez un profil Mastodon pour répondre d’ici.").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await open("usine");
    await page.getByRole("button", { name: "Répondre" }).click();
    await page.getByText(/ne peut pas répondre sur/).waitFor();
  });

  test("by keys alone: written, left, taken up again, sent, and below what it answers", async () => {
    await call("profiles", {
      network: "mastodon",
      credentials: { accessToken: "lumen" },
      settings: { baseUrl: `${sandbox.url}/mastodon` },
    });
    await open("clignote");
    await page.keyboard.press("r");
    await field().waitFor();
    await page.getByText("Commence par @auteur0").waitFor();
    await page.keyboard.type("Éteignez-la une minute.");
    await page.getByText("32 caractères sur 500").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reprendre la réponse" }).waitFor();
    await page.reload();
    await page.getByRole("article").getByText("clignote").waitFor();
    await page.keyboard.press("r");
    await field().waitFor();
    await expect.poll(() => field().inputValue()).toBe("Éteignez-la une minute.");
    await page.keyboard.press("Control+Enter");
    const answer = page.locator("[data-state]", { hasText: "Réponse de Marie Lenoir" });
    await answer.getByText("Publiée").waitFor();
    await answer.getByRole("link", { name: /voir la réponse/ }).waitFor();
    expect(await posted()).toEqual([
      expect.objectContaining({ text: "@auteur0 Éteignez-la une minute.", replyTo: expect.any(String) }),
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    // Done with that, and still in front of who answered it.
    await until(async () => (await listed()) === texts.length - 1, 20);
    await page.getByRole("article").getByText("clignote").waitFor();
    // Whoever looks after the post sees what it answers, and gets back there.
    await answer.getByRole("link", { name: "ouvrir le post" }).click();
    await page.getByText("Ma lampe Lumen clignote, que faire ?").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "En réponse à auteur0" }).click();
    await page.getByRole("article").getByText("clignote").waitFor();
  });

  test("with an image that is described, and at a later time", async () => {
    await open("Lille");
    await page.keyboard.press("r");
    await field().fill("Voici notre carte.");
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Ajouter une image" }).click();
    await (await chooser).setFiles({
      name: "carte.png",
      mimeType: "image/png",
      buffer: Buffer.from(moonOverCup()),
    });
    await page.getByLabel("Texte alternatif de carte.png").fill("Une lune au-dessus d’une tasse");
    await page.getByRole("button", { name: "Plus tard" }).click();
    const later = page.getByRole("group", { name: "Part le" });
    await later.getByText(/^Compris comme.*\(UTC\S*\)$/).waitFor();
    await later.getByLabel("Date").fill("31/10/2027");
    await later.getByRole("spinbutton", { name: "Heure, heures" }).focus();
    await page.keyboard.type("0230");
    await later.getByText(/^Compris comme.*31 octobre 2027/).waitFor();
    await page.getByRole("checkbox", { name: "Marquer la mention comme traitée" }).uncheck();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Programmer la réponse" }).click();
    const answer = page.locator("[data-state]", { hasText: "Voici notre carte." });
    await answer.getByText("Programmée").waitFor();
    const reply = await page.request.get(`${screen.program.url}/api/v1/posts?q=carte`);
    const { items } = (await reply.json()) as {
      items: { id: string; media: string[]; publications: { scheduledAt: string }[] }[];
    };
    const [post] = items;
    expect([items.length, post?.media.length]).toEqual([1, 1]);
    expect(Date.parse(post?.publications[0]?.scheduledAt ?? "")).toBeGreaterThan(Date.now() + 30 * 60_000);
    const media = await page.request.get(`${screen.program.url}/api/v1/media/${post?.media[0]}`);
    expect(await media.json()).toMatchObject({ altText: "Une lune au-dessus d’une tasse" });
    // Taken back, so that the next test finds the mention as it was.
    await page.request.delete(`${screen.program.url}/api/v1/posts/${post?.id}`, {
      headers: { origin: screen.program.url },
    });
  });

  test("on a phone, with the mention left to do and a text that is too long refused as it is typed", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("Lille");
    await page.getByRole("button", { name: "Répondre" }).click();
    await field().fill("a".repeat(500));
    await page.getByText("509 caractères sur 500").waitFor();
    await expect
      .poll(() => page.getByRole("button", { name: "Répondre maintenant" }).isDisabled())
      .toBe(true);
    await field().fill("Oui, dès demain.");
    await page.getByRole("checkbox", { name: "Marquer la mention comme traitée" }).uncheck();
    expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Répondre maintenant" }).click();
    await page.locator("[data-state]", { hasText: "Réponse de" }).getByText("Publiée").waitFor();
    expect((await posted()).map(({ text }) => text)).toContain("@auteur1 Oui, dès demain.");
    await page.goto(`${screen.program.url}/mentions`);
    await page.locator("[role=row]", { hasText: "Lille" }).first().waitFor();
    expect(await listed()).toBe(texts.length - 1);
    expect(complaints).toEqual([]);
  });
});
