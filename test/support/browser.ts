import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { describe } from "vitest";
import { found, isRequired } from "./program.ts";

const chromiumPath = found("chromium") ?? found("google-chrome");

/** `describe` where there is a Chromium, or where there must be one. */
export const withBrowser = chromiumPath || isRequired("browser") ? describe : skipLoudly;

function skipLoudly(name: string, tests: () => void): void {
  // biome-ignore lint/suspicious/noConsole: a test that does not run must be seen not to
  console.warn(`SKIPPED: ${name} (no chromium on the PATH)`);
  describe.skip(name, tests);
}

export async function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error("no Chromium on the PATH");
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}

/** A page that remembers what went wrong on it and whom it asked. */
export interface WatchedPage {
  page: Page;
  /** Errors of scripts, and what the console complained of: refusals by the Content-Security-Policy among them. */
  complaints: string[];
  /** Origins of all requests. */
  asked: Set<string>;
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    // What fades in has its colours only in the end, and is clicked and judged here as soon as it is there.
    reducedMotion: "reduce",
    ...options,
  });
  // A machine that runs the other tests beside this one takes its time; what hangs still ends.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  return { page, complaints, asked };
}

/** Serious and critical findings of axe-core on what is shown now. https://github.com/dequelabs/axe-core */
export async function seriousFindings(page: Page): Promise<string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Through the debugger, which the page's own policy does not bind.
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run()")) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const told = nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`);
      return `${id}: ${told.join(" | ")}`;
    });
}

/** How far the page scrolls sideways, in pixels. */
export async function sidewaysPixels(page: Page): Promise<number> {
  return (await page.evaluate("document.documentElement.scrollWidth - innerWidth")) as number;
}
