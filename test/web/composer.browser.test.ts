import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { moonOverCup } from "../../src/demo/picture.ts";
import { openPage, seriousFindings, sidewaysPixels, withBrowser } from "../support/browser.ts";
import { localServer } from "../support/local-server.ts";
import { enterDemo, openScreen, owner, type Screen } from "../support/screen.ts";

interface ShownPost {
  id: string;
  text: string;
  status: string;
  review: string;
  version: number;
  media: string[];
  variants: Record<string, { text?: string }>;
  publications: { network: string; profile: string; state: string; scheduledAt: string | null }[];
}

withBrowser("writing and approving posts", () => {
  let screen: Screen;
  let storageState: Exclude<BrowserContextOptions["storageState"], string | undefined>;
  let request: Page["request"];

  beforeAll(async () => {
    screen = await openScreen({ VIGIE_DEMO: "1" });
    const { url } = screen.program;
    ({ request } = await screen.browser.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } }));
    await enterDemo(request, url);
    storageState = await request.storageState();
  });
  afterAll(() => screen.close());

  const call = async <T>(method: "get" | "post" | "patch", path: string, data?: object): Promise<T> => {
    const reply = await request[method](`/api/v1${path}`, data ? { data } : {});
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  const posts = async (q: string) =>
    (await call<{ items: ShownPost[] }>("get", `/posts?q=${encodeURIComponent(q)}`)).items;
  const openAt = async (path: string, width = 1440) => {
    const opened = await openPage(screen.browser, { storageState, viewport: { width, height: 900 } });
    await opened.page.goto(`${screen.program.url}${path}`);
    return opened;
  };
  const profileOn = async (network: string): Promise<string> => {
    const { items } = await call<{ items: { id: string; network: string }[] }>("get", "/profiles?limit=50");
    return items.find((profile) => profile.network === network)?.id ?? "";
  };
  /** Ticks this profile and no other: the composer remembers those of last time. */
  const only = async (page: Page, name: string) => {
    await composer(page).getByLabel("Texte du post").waitFor();
    for (const network of ["Mastodon", "Bluesky", "X", "WordPress"])
      await composer(page)
        .getByLabel(network, { exact: true })
        .setChecked(network === name);
  };
  const composer = (page: Page) => page.getByRole("complementary", { name: "Éditeur de post" });
  const looksRight = async (page: Page) => {
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  };

  test("a post for two networks, one of them in words of its own, is scheduled from the keyboard", async () => {
    const { page, complaints, asked } = await openAt("/calendar");
    await page.locator("main h1").waitFor();
    await page.keyboard.press("n");
    const text = composer(page).getByLabel("Texte du post");
    await text.fill("Les soldes commencent vendredi. ".repeat(10).trim());
    await composer(page).getByLabel("Bluesky", { exact: true }).check();
    await composer(page).getByLabel("Mastodon", { exact: true }).check();
    await composer(page).getByText("319/300").waitFor();
    await composer(page).getByText("Vérifications : 1 bloquante").waitFor();
    // Pressed too early, the button leads to what is in the way, and schedules nothing.
    await page.keyboard.press("Control+Enter");
    expect((await posts("soldes commencent")).every(({ status }) => status === "draft")).toBe(true);
    await composer(page).getByRole("button", { name: "Adapter pour Bluesky" }).click();
    await composer(page)
      .getByLabel("Texte pour Cafés Tournelune (Bluesky)")
      .fill("Les soldes commencent vendredi, tôt.");
    await composer(page).getByText("Vérifications : rien à signaler").waitFor();
    await looksRight(page);
    await page.keyboard.press("Control+Enter");
    await page.getByText("2 publications programmées.").waitFor();
    const [post] = await posts("soldes commencent");
    expect(post?.publications.map(({ network, state }) => [network, state]).sort()).toEqual([
      ["bluesky", "scheduled"],
      ["mastodon", "scheduled"],
    ]);
    const bluesky = post?.publications.find(({ network }) => network === "bluesky")?.profile ?? "";
    expect(post?.variants[bluesky]?.text).toBe("Les soldes commencent vendredi, tôt.");
    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([screen.program.url]);
  });

  test("an emoji, an image that arrives at the second try, its cut by keys, and a slot taken by one press", async () => {
    const mastodon = await profileOn("mastodon");
    await request.put(`/api/v1/profiles/${mastodon}/slots`, {
      data: { items: [2, 4].map((weekday) => ({ weekday, time: "18:05", timeZone: "Europe/Paris" })) },
    });
    const { page, asked } = await openAt("/calendar?compose=new");
    await only(page, "Mastodon");
    const text = composer(page).getByLabel("Texte du post");
    await text.fill("Beau temps ");
    await composer(page).getByRole("button", { name: "Émoji" }).click();
    await page.getByLabel("Chercher un émoji").fill("lunettes de soleil");
    await page
      .getByRole("gridcell", { name: /lunettes de soleil/ })
      .first()
      .waitFor();
    await page.getByLabel("Chercher un émoji").press("Enter");
    await expect.poll(() => text.inputValue()).toBe("Beau temps 😎");

    await page.context().setOffline(true);
    const choosing = page.waitForEvent("filechooser");
    await composer(page).getByRole("button", { name: "Ajouter des images" }).click();
    await (await choosing).setFiles([
      { name: "phare.png", mimeType: "image/png", buffer: Buffer.from(moonOverCup()) },
    ]);
    const uploads = composer(page).getByRole("list", { name: "Images en cours d’ajout" });
    await uploads.getByRole("alert").waitFor();
    await page.context().setOffline(false);
    await page.waitForFunction("navigator.onLine");
    await uploads.getByRole("button", { name: "Réessayer" }).click();
    await composer(page).getByRole("button", { name: "Recadrer phare.png" }).click();
    const dialog = page.getByRole("dialog", { name: "Recadrer phare.png" });
    await dialog.getByText("1:1", { exact: true }).click();
    await dialog.getByLabel("Cadre : les flèches le déplacent").press("ArrowLeft");
    await looksRight(page);
    await dialog.getByRole("button", { name: "Recadrer", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const decorative = composer(page).getByLabel("Décorative : rien n’est lu à voix haute");
    await decorative.click();
    await expect.poll(() => decorative.isChecked()).toBe(true);

    const slots = composer(page).getByRole("group", { name: "Créneaux suivants" });
    await expect.poll(() => slots.getByRole("button").count()).toBe(5);
    const second = slots.getByRole("button").nth(1);
    await second.click();
    await looksRight(page);
    await expect
      .poll(() =>
        composer(page)
          .getByText(/bloquante/)
          .count(),
      )
      .toBe(0);
    await text.press("Control+Enter");
    await page.getByText("1 publication programmée.").waitFor();
    const [post] = await posts("Beau temps");
    expect(post?.publications[0]?.scheduledAt).toMatch(/T1[67]:05:00/);
    const media = await call<{ altText: string | null }>("get", `/media/${post?.media[0]}`);
    expect(media).toMatchObject({ altText: "", fileName: "phare.png" });
    expect([...asked].every((origin) => origin === screen.program.url || origin === "null")).toBe(true);
  });

  test("a campaign is made, its tags stand in the preview, and its readers are counted where the post went", async () => {
    const { page, complaints } = await openAt("/campaigns");
    await page.getByRole("button", { name: "Nouvelle campagne" }).click();
    const form = page.getByRole("dialog", { name: "Nouvelle campagne" });
    await form.getByLabel("Nom", { exact: false }).fill("Soldes d’hiver");
    await form.getByLabel("utm_campaign").fill("hiver");
    await looksRight(page);
    await form.getByRole("button", { name: "Enregistrer la campagne" }).click();
    const heading = page.getByRole("heading", { name: "Soldes d’hiver" });
    await heading.waitFor();

    await page.keyboard.press("n");
    await only(page, "Mastodon");
    await composer(page).getByLabel("Texte du post").fill("Tout est là : https://exemple.fr/soldes");
    await composer(page).getByRole("combobox", { name: "Campagne" }).click();
    await page.getByRole("option", { name: "Soldes d’hiver" }).click();
    await composer(page)
      .getByText("https://exemple.fr/soldes?utm_source=mastodon&utm_medium=social&utm_campaign=hiver")
      .waitFor();
    await page.keyboard.press("Escape");
    await composer(page).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Modifier Soldes d’hiver" }).click();
    const change = page.getByRole("dialog", { name: "Modifier Soldes d’hiver" });
    await change.getByRole("switch", { name: "Liens suivis" }).check();
    await change.getByRole("button", { name: "Enregistrer la campagne" }).click();
    await change.waitFor({ state: "detached" });
    const { items } = await call<{ items: { id: string; name: string }[] }>("get", "/campaigns");
    const post = await call<ShownPost>("post", "/posts", {
      text: "Plus que trois jours : https://exemple.fr/soldes",
      profiles: [await profileOn("mastodon")],
      campaign: items.find(({ name }) => name === "Soldes d’hiver")?.id,
      scheduledAt: new Date().toISOString(),
    });
    const state = async () => (await call<ShownPost>("get", `/posts/${post.id}`)).publications[0]?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe("published");
    await page.reload();
    await page.getByRole("button", { name: "Liens suivis de Soldes d’hiver" }).click();
    const table = page.getByRole("table", { name: "Liens suivis de Soldes d’hiver" });
    const short = (await table.locator("td .third").first().textContent()) ?? "";
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const headers = { "user-agent": userAgent };
    const reader = await page.request.get(`${screen.program.url}${new URL(short).pathname}`, {
      maxRedirects: 0,
      headers,
    });
    expect([reader.status(), reader.headers().location]).toEqual([
      302,
      "https://exemple.fr/soldes?utm_source=mastodon&utm_medium=social&utm_campaign=hiver",
    ]);
    await page.reload();
    await table.getByRole("cell", { name: "1", exact: true }).waitFor();
    await looksRight(page);

    await page.goto(`${screen.program.url}/calendar?post=${post.id}`);
    const links = page.getByRole("list", { name: "Liens suivis" });
    await links.getByRole("link", { name: "exemple.fr/soldes" }).waitFor();
    await links.getByText("1 clic", { exact: true }).waitFor();
    await looksRight(page);

    // This program has no public address: who writes is told before readers meet a dead link.
    const draft = await call<ShownPost>("post", "/posts", {
      text: "Dernier jour : https://exemple.fr/soldes",
      profiles: [await profileOn("mastodon")],
      campaign: items.find(({ name }) => name === "Soldes d’hiver")?.id,
      status: "draft",
    });
    await page.goto(`${screen.program.url}/calendar?compose=${draft.id}`);
    await composer(page).getByText("que seule cette machine peut atteindre").waitFor();
    expect(complaints).toEqual([]);
  });

  test("a draft that is given a repetition leaves nothing of itself behind", async () => {
    const { page } = await openAt("/calendar?compose=new");
    await only(page, "Mastodon");
    await composer(page).getByLabel("Texte du post").fill("Le marché du jeudi");
    await composer(page).getByText("Enregistré à").waitFor();
    await composer(page).getByLabel("Une date").check();
    await composer(page).getByRole("combobox", { name: "Répéter" }).click();
    await page.getByRole("option", { name: "Du lundi au vendredi" }).click();
    await composer(page).getByText("Enregistré à").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("1 publication programmée.").waitFor();
    const made = await posts("marché du jeudi");
    expect(made.length).toBeGreaterThan(30);
    expect(made.filter(({ status }) => status === "draft")).toEqual([]);
  });

  test("what is typed survives a lost line, an ended session and a reload", async () => {
    const { page } = await openAt("/calendar?compose=new");
    const text = () => composer(page).getByLabel("Texte du post");
    if (!(await composer(page).getByLabel("Mastodon", { exact: true }).isChecked()))
      await composer(page).getByLabel("Mastodon", { exact: true }).check();
    await text().fill("Brouillon de la tempête, un.");
    await composer(page).getByText("Enregistré à").waitFor();
    await page.context().setOffline(true);
    await text().fill("Brouillon de la tempête, deux.");
    await composer(page).getByText("Hors ligne, gardé sur cet appareil").waitFor();
    await page.context().setOffline(false);
    await composer(page).getByText("Enregistré à").waitFor();
    expect((await posts("tempête")).map((post) => post.text)).toEqual(["Brouillon de la tempête, deux."]);

    await page.context().clearCookies();
    await text().fill("Brouillon de la tempête, trois.");
    const dialog = page.getByRole("dialog", { name: "Votre session a pris fin" });
    await dialog.getByLabel("E-mail").fill(owner.email);
    await dialog.locator("input[type=password]").fill(owner.password);
    await dialog.getByRole("button", { name: "Se connecter" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => text().inputValue()).toBe("Brouillon de la tempête, trois.");

    await text().fill("Brouillon de la tempête, quatre.");
    await page.reload();
    await text().waitFor();
    await expect.poll(() => text().inputValue()).toMatch(/tempête, (trois|quatre)\.$/);
  });

  test("of two who write at once, both texts are shown and one is chosen", async () => {
    const [mastodon] = (
      await call<{ items: { id: string; network: string }[] }>("get", "/profiles?limit=50")
    ).items.filter(({ network }) => network === "mastodon");
    const draft = await call<ShownPost>("post", "/posts", {
      text: "Annonce de la galerie",
      profiles: [mastodon?.id],
      status: "draft",
    });
    const { page } = await openAt(`/calendar?compose=${draft.id}`);
    const text = composer(page).getByLabel("Texte du post");
    await text.waitFor();
    await call("patch", `/posts/${draft.id}`, { text: "Annonce de la galerie, par Ana", version: 1 });
    await text.fill("Annonce de la galerie, par Marie");
    const alert = composer(page).getByRole("alert");
    await alert.getByText("Annonce de la galerie, par Ana").first().waitFor();
    await expect.poll(() => text.inputValue()).toBe("Annonce de la galerie, par Marie");
    await alert.getByRole("button", { name: "Garder le mien" }).click();
    await composer(page).getByText("Enregistré à").waitFor();
    expect((await posts("galerie")).map((post) => post.text)).toEqual(["Annonce de la galerie, par Marie"]);
  });

  test("what somebody else writes into a post that is open here is told at once, and a new time is taken over", async () => {
    const { id, version } = await call<ShownPost>("post", "/posts", {
      text: "Programme du mois",
      profiles: [await profileOn("mastodon")],
      scheduledAt: { local: "2027-05-04T10:00", timeZone: "Europe/Paris" },
      status: "draft",
    });
    const { page, complaints } = await openAt(`/calendar?compose=${id}`);
    await composer(page)
      .getByText(/mardi 4 mai 2027 à 10:00/)
      .waitFor();
    const moved = await call<ShownPost>("patch", `/posts/${id}`, {
      scheduledAt: { local: "2027-05-05T11:00", timeZone: "Europe/Paris" },
      version,
    });
    await composer(page)
      .getByText(/mercredi 5 mai 2027 à 11:00/)
      .waitFor();
    expect(await composer(page).getByRole("alert").count()).toBe(0);
    await call("patch", `/posts/${id}`, { text: "Programme de mai", version: moved.version });
    const alert = composer(page).getByRole("alert");
    await alert.getByText("Programme de mai").first().waitFor();
    await alert.getByRole("button", { name: "Garder le mien" }).click();
    await expect
      .poll(async () => (await posts("Programme d")).map(({ text }) => text))
      .toEqual(["Programme du mois"]);
    await alert.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test("a change of the common text is offered to an adapted one, and taken over by one press", async () => {
    const { page, complaints } = await openAt("/calendar?compose=new");
    await only(page, "Mastodon");
    await composer(page).getByLabel("Bluesky", { exact: true }).check();
    const common = composer(page).getByLabel("Texte du post");
    await common.fill("Atelier vendredi à 9 h.");
    await composer(page).getByRole("tab", { name: "Bluesky" }).first().click();
    const own = composer(page).getByLabel(/^Texte pour/);
    await own.fill("Atelier vendredi à 9 h. #atelier");
    await composer(page).getByRole("tab", { name: "Texte commun" }).click();
    await common.fill("Atelier jeudi à 9 h.");
    await composer(page)
      .getByRole("tab", { name: /texte commun modifié/ })
      .click();
    await expect.poll(() => own.inputValue()).toBe("Atelier vendredi à 9 h. #atelier");
    await looksRight(page);
    await composer(page).getByRole("button", { name: "Reprendre ce changement ici" }).click();
    await expect.poll(() => own.inputValue()).toBe("Atelier jeudi à 9 h. #atelier");
    await composer(page)
      .getByRole("tab", { name: /· adapté/ })
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test("what is too much is taken away by one press; under a hold it says so; two presses schedule once", async () => {
    const media = await Promise.all(
      [1, 2, 3, 4, 5].map(async (n) => {
        const file = { name: `image${n}.png`, mimeType: "image/png", buffer: Buffer.from(moonOverCup()) };
        const reply = await request.post("/api/v1/media", { multipart: { file } });
        return ((await reply.json()) as { id: string }).id;
      }),
    );
    const draft = {
      text: "Cinq images d’un coup",
      profiles: [await profileOn("mastodon")],
      media,
      status: "draft",
    };
    const { id } = await call<ShownPost>("post", "/posts", draft);
    const hold = await call<{ id: string }>("post", "/holds", { reason: "Panne en cours" });
    const { page, complaints } = await openAt(`/calendar?compose=${id}`);
    await composer(page).getByRole("button", { name: "Ne garder que les 4 premières images" }).click();
    await composer(page).getByText("Vérifications : 1 bloquante").waitFor({ state: "detached" });
    await composer(page)
      .getByText(/Panne en cours.*sera suspendue/)
      .waitFor();
    await looksRight(page);
    const sent: string[] = [];
    page.on("request", (one) => {
      if (one.method() === "PATCH" && one.postData()?.includes('"scheduled"')) sent.push(one.url());
    });
    await composer(page).getByText("Enregistré à").waitFor();
    // Nothing has the focus: the key still is the composer's.
    await page.evaluate("document.activeElement?.blur()");
    await page.evaluate(
      `for (const _ of [1, 2]) window.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }))`,
    );
    await page.getByText("1 publication programmée.").waitFor();
    expect(sent).toHaveLength(1);
    const [post] = await posts("Cinq images");
    expect([post?.media.length, post?.publications[0]?.state]).toEqual([4, "held"]);
    await request.delete(`/api/v1/holds/${hold.id}`, { data: { passed: "draft" } });
    expect(complaints).toEqual([]);
  });

  test("the preview shows the page behind a link as the network does, and says so where it cannot be read", async () => {
    const site = await localServer(({ path }, response) => {
      if (path === "/moon.png") response.writeHead(200, { "content-type": "image/png" }).end(moonOverCup());
      else if (path === "/fete")
        response.writeHead(200, { "content-type": "text/html" }).end(
          `<meta property="og:title" content="La f&ecirc;te du soir"><meta property="og:description" content="D&egrave;s 20 heures">
            <meta property="og:image" content="/moon.png">`,
        );
      else response.writeHead(404).end();
    });
    const { page, complaints, asked } = await openAt("/calendar?compose=new");
    await only(page, "Mastodon");
    const text = composer(page).getByLabel("Texte du post");
    await text.fill(`Rendez-vous ici : ${site.origin}/fete`);
    const preview = composer(page).getByRole("region", { name: "Aperçu" });
    await preview.getByText("La fête du soir").waitFor();
    await preview.getByText("Dès 20 heures").waitFor();
    await expect
      .poll(() => preview.locator("img").evaluate((image) => Object(image).naturalWidth as number))
      .toBeGreaterThan(1);
    await looksRight(page);
    await text.fill(`Ou bien là : ${site.origin}/absent`);
    await preview.getByText("Aperçu du lien indisponible").waitFor();
    expect([...asked]).toEqual([screen.program.url]);
    expect(complaints).toEqual([]);
    await site.close();
  });

  test("whoever approves sees the whole of it, sends back with a reason, and approves by one key", async () => {
    const { items } = await call<{ items: { id: string; network: string }[] }>("get", "/profiles?limit=50");
    const profiles = items.filter(({ network }) => network !== "wordpress").map(({ id }) => id);
    for (const [at, text] of ["Atelier du samedi", "Atelier du dimanche"].entries()) {
      const { id } = await call<ShownPost>("post", "/posts", { text, profiles, status: "draft" });
      await call("post", `/posts/${id}/submit`, {});
      const scheduledAt = new Date(Date.now() + (at + 5) * 3_600_000).toISOString();
      await call("patch", `/posts/${id}`, { status: "scheduled", scheduledAt });
    }
    const { page, complaints } = await openAt("/review");
    const pane = page.getByRole("region", { name: "Ce qui partirait" });
    await pane.getByText("Atelier du samedi").first().waitFor();
    // All but the first preview are still to be seen: neither key decides before that.
    const previews = pane.getByRole("tablist", { name: "Aperçus par profil" });
    await expect.poll(() => previews.getByText("pas encore vu").count()).toBe(profiles.length - 1);
    await looksRight(page);
    for (let left = profiles.length - 1; left > 0; left -= 1) {
      await pane.getByText(`Encore ${left} aperçu`).waitFor();
      expect(await pane.getByRole("button", { name: "Valider" }).count()).toBe(0);
      await page.keyboard.press(left % 2 === 0 ? "r" : "a");
      await expect.poll(() => previews.getByText("pas encore vu").count()).toBe(left - 1);
    }
    await pane.getByRole("button", { name: "Valider" }).waitFor();
    await looksRight(page);
    await page.keyboard.press("r");
    await pane.getByText("Formulation à revoir").click();
    await pane.getByLabel("Que faut-il changer ?").press("Enter");
    await page.getByText("Renvoyé avec votre motif.").waitFor();
    await pane.getByText("Atelier du dimanche").first().waitFor();
    for (const tab of await previews.getByRole("tab").all()) await tab.click();
    await pane.getByRole("button", { name: "Valider" }).waitFor();
    await page.keyboard.press("a");
    await page.getByText("Validé : il part à l’heure prévue.").waitFor();
    // What is left are the two that the demo has for whoever comes.
    await page.getByRole("tab", { name: "À valider par moi 2" }).waitFor();
    await page.getByRole("tab", { name: "Renvoyées 2" }).click();
    await page.getByRole("list", { name: "À valider" }).getByText("Atelier du samedi").waitFor();
    expect((await posts("Atelier du")).map(({ review }) => review).sort()).toEqual(["approved", "sentBack"]);
    expect(complaints).toEqual([]);
  });

  test("of several picked to be approved together, one that was changed meanwhile is named and stays", async () => {
    const profiles = [await profileOn("mastodon")];
    const made: ShownPost[] = [];
    for (const [at, text] of ["Lot un", "Lot deux", "Lot trois"].entries()) {
      const { id } = await call<ShownPost>("post", "/posts", { text, profiles, status: "draft" });
      await call("post", `/posts/${id}/submit`, {});
      const scheduledAt = new Date(Date.now() + (at + 5) * 3_600_000).toISOString();
      made.push(await call<ShownPost>("patch", `/posts/${id}`, { status: "scheduled", scheduledAt }));
    }
    const { page } = await openAt("/review");
    const list = page.getByRole("list", { name: "À valider" });
    await expect.poll(() => list.getByLabel("Ouvrez d’abord « Lot deux »").isDisabled()).toBe(true);
    for (const text of ["Lot un", "Lot deux", "Lot trois"]) {
      await list.getByText(text).click();
      await list.getByLabel(`Sélectionner « ${text} »`).check();
    }
    await looksRight(page);
    // While the first is on its way, somebody changes the second.
    let isChanged = false;
    await page.route(/\/approve$/, async (route) => {
      if (!isChanged) {
        isChanged = true;
        const change = { text: "Lot deux, changé", version: made[1]?.version };
        await call("patch", `/posts/${made[1]?.id}`, change);
      }
      await route.continue();
    });
    await page.getByRole("button", { name: "Valider 3 posts" }).click();
    await page.getByText("2 posts validés.").waitFor();
    const alert = page.getByRole("alert").filter({ hasText: "1 post n’a pas été validé" });
    await alert.getByText("Lot deux", { exact: true }).waitFor();
    const reviews = (await posts("Lot")).filter(({ text }) => text.startsWith("Lot "));
    expect(reviews.map(({ text, review }) => `${text}: ${review}`).sort()).toEqual([
      "Lot deux, changé: waiting",
      "Lot trois: approved",
      "Lot un: approved",
    ]);
  });

  test("a client without an account approves by their link, on a phone", async () => {
    const { items } = await call<{ items: { id: string; network: string }[] }>("get", "/profiles?limit=50");
    const media = (await call<{ items: { id: string }[] }>("get", "/media")).items.slice(0, 1);
    const draft = {
      text: "Carte de fête pour le client",
      profiles: items.filter(({ network }) => network !== "wordpress").map(({ id }) => id),
      media: media.map(({ id }) => id),
      status: "draft",
    };
    const { id } = await call<ShownPost>("post", "/posts", draft);
    await call("post", `/posts/${id}/submit`, {});
    await call("post", `/posts/${id}/comments`, { text: "Entre nous seulement", forClient: false });
    const { link } = await call<{ link: string }>("post", "/review-links", { name: "Claire", posts: [id] });
    const { hash, pathname } = new URL(link);
    const { page, complaints } = await openPage(screen.browser, { viewport: { width: 390, height: 844 } });
    await page.goto(`${screen.program.url}${pathname}${hash}`);
    await page.getByText("Carte de fête pour le client").first().waitFor();
    expect(await page.getByText("Entre nous seulement").count()).toBe(0);
    await looksRight(page);
    await page.getByLabel("Votre nom").fill("Claire Dumas");
    await page.getByRole("button", { name: "Valider" }).click();
    await page.getByText("Validé. Merci.").waitFor();
    const { history } = await call<{ history: { verdict: string; by: string }[] }>(
      "get",
      `/posts/${id}/review`,
    );
    expect(history.at(-1)).toMatchObject({
      verdict: "approved",
      by: expect.stringContaining("Claire Dumas"),
    });
    expect(complaints).toEqual([]);
  });

  test("the composer fills a phone without a sideways scroll", async () => {
    const { page } = await openAt("/calendar?compose=new", 390);
    await composer(page).getByLabel("Texte du post").waitFor();
    await looksRight(page);
    await page.keyboard.press("Escape");
    await composer(page).waitFor({ state: "detached" });
  });
});
