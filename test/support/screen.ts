import type { APIRequestContext, Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { dataFolder, type Program, type ProgramOptions, startProgram } from "./program.ts";

/** The whole program with a browser beside it. */
export interface Screen {
  program: Program;
  browser: Browser;
  close(): Promise<void>;
}

export async function openScreen(env: ProgramOptions["env"] = {}): Promise<Screen> {
  const endings: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const browser = await launchBrowser();
    endings.push(() => browser.close());
    const folder = await dataFolder();
    endings.push(folder.remove);
    const program = await startProgram({ dataFolder: folder.path, env });
    endings.push(program.stop);
    return { program, browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The first owner of these programs. */
export const owner = {
  name: "Marie Lenoir",
  email: "marie@lumen.example",
  password: "un phare sur la mer bleue",
  workspace: "Lumen",
};

/** Fills the form of the first visit in, as Marie Lenoir, who makes the workspace Lumen. */
export async function becomeFirstOwner(page: Page): Promise<void> {
  await page.getByLabel("Votre nom").fill(owner.name);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.locator("input[type=password]").fill(owner.password);
  await page.getByRole("textbox", { name: "Espace de travail" }).fill(owner.workspace);
  await page.getByRole("button", { name: "Créer l’espace" }).click();
}

/** Signs the first owner in where the page asks who is there. */
export async function signInAsOwner(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(owner.email);
  await page.locator("input[type=password]").fill(owner.password);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

/** Makes the first owner without a form, and puts them in the demo's workspace, which has something to show. */
export async function enterDemo(request: APIRequestContext, url: string, timeZone?: string): Promise<void> {
  const headers = { origin: url };
  const data = { ...owner, language: "fr", ...(timeZone ? { timeZone } : {}) };
  const made = await request.post(`${url}/api/v1/session/first-owner`, { headers, data });
  if (!made.ok()) throw new Error(await made.text());
  const { workspaces } = (await made.json()) as { workspaces: { id: string; isDemo: boolean }[] };
  const workspace = workspaces.find(({ isDemo }) => isDemo)?.id;
  const moved = await request.patch(`${url}/api/v1/session`, { headers, data: { workspace } });
  if (!moved.ok()) throw new Error(await moved.text());
}
