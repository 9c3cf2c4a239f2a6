// `npm run screenshots -- FOLDER [SECONDS] [NAME]`: pictures of every room at 1440 and 390 px, in French and English, light
// and dark, of a fresh demo after so many seconds of its life (100 unless told: by then its alert is open); of one room
// only where its name is given.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "playwright-core";

const root = path.join(import.meta.dirname, "..");
const [folder = "screenshots", seconds = "100", only] = process.argv.slice(2);
// What is worth seeing of the demo: the next week rather than this one, which may end today; a month of figures.
const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const pictures = [
  ["calendar", `/calendar?date=${nextWeek}`],
  ["month", `/calendar?view=month&date=${nextWeek}`],
  ["lanes", `/calendar?lanes=true&date=${nextWeek}`],
  ["composer", "/calendar?compose=new"],
  ["review", "/review"],
  ["campaigns", "/campaigns"],
  ["mentions", "/mentions"],
  ["reputation", "/reputation?period=30d"],
  ["alerts", "/alerts"],
  ["reports", "/reports"],
  ["profiles", "/profiles"],
  ["sources", "/profiles?tab=sources"],
  ["settings", "/settings"],
  ["welcome", "/welcome"],
].filter(([name]) => only === undefined || name === only);
/** The demo's own hours. */
const timezoneId = "Europe/Paris";
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
if (!executablePath) throw new Error("there is no chromium in /usr/bin");

mkdirSync(folder, { recursive: true });
const data = mkdtempSync(path.join(os.tmpdir(), "vigie-screenshots-"));
const program = spawn(process.execPath, [path.join(root, "src/launch.mjs"), "start"], {
  env: { ...process.env, VIGIE_DATA_DIR: data, VIGIE_DEMO: "1", PORT: "0", LOG_LEVEL: "warn" },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const url = await addressOf(program);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const storageState = await signIn(browser, url);
  await wait(Number(seconds) * 1000);
  for (const width of [1440, 390])
    for (const locale of ["fr-FR", "en-GB"])
      for (const colorScheme of ["light", "dark"]) {
        const viewport = { width, height: width > 1000 ? 900 : 844 };
        const context = await browser.newContext({
          viewport,
          locale,
          timezoneId,
          colorScheme,
          storageState,
        });
        const page = await context.newPage();
        for (const [picture, at] of pictures) {
          await page.goto(`${url}${at}`);
          await page.locator("main h1").waitFor();
          // What is read shows a moment later; live events never let the network fall quiet.
          await wait(700);
          await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
          await wait(300);
          const name = `${picture}-${width}-${locale.slice(0, 2)}-${colorScheme}.png`;
          await page.screenshot({ path: path.join(folder, name) });
        }
        await context.close();
      }
  await browser.close();
} finally {
  program.kill("SIGTERM");
  await new Promise((resolve) => program.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
      const ready = /is ready.* (http:\S+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
    child.once("exit", () => reject(new Error(`Vigie did not start: ${said}`)));
  });
}

/** As the owner of the demo, which has something to show. */
async function signIn(browser, url) {
  const { request } = await browser.newContext({ extraHTTPHeaders: { origin: url } });
  const owner = {
    name: "Marie Lenoir",
    email: "marie@lumen.example",
    password: "un phare sur la mer bleue",
    workspace: "Lumen",
  };
  const made = await request.post(`${url}/api/v1/session/first-owner`, { data: owner });
  if (!made.ok()) throw new Error(await made.text());
  const demo = (await made.json()).workspaces.find(({ isDemo }) => isDemo);
  await request.patch(`${url}/api/v1/session`, { data: { workspace: demo.id } });
  // The desk of every day, without what a newcomer has left to do above it.
  await request.post(`${url}/api/v1/me/first-steps`, { data: { step: "rest" } });
  return request.storageState();
}
