/**
 * How soon the web app can be used on a cold start, and how evenly its two longest screens scroll, with the processor
 * slowed four times (the browser's own throttle): a month of 1,000 publications, a list of 100,000 mentions. Against a
 * bare page of the same number of plain lines, scrolled alike in the same browser. Wants Chromium.
 */
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { localServer } from "../test/support/local-server.ts";
import { dataFolder, found, type Program, startProgram } from "../test/support/program.ts";
import { percentile, say, seconds } from "./figures.ts";
import { startSandboxProcess } from "./sandbox.ts";

const publicationCount = 1000;
const mentionCount = 100_000;
const slowedBy = 4;
const coldStarts = 7;
const usableTargetMilliseconds = 2000;
/** A frame that takes longer than three of a 60 Hz screen is seen as a stutter. */
const stutterMilliseconds = 50;
const wheelSteps = 60;
const syllables = "ba co di fe gu la mi no pra re sou ti ver zon chi dal".split(" ");

const rememberFrames = `(() => {
  globalThis.drawn = [];
  let last = performance.now();
  const next = (now) => {
    drawn.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})()`;

/**
 * When the calendar stands on the screen and its page is free to answer: by the page's own clock, from the moment its
 * address was entered. What drives the browser from outside takes its time too, slowed like the rest, and no visitor
 * waits for that.
 */
const rememberUsable = `(() => {
  const isThere = () =>
    document.querySelector("h1")?.textContent === "Calendrier" &&
    [...document.querySelectorAll("button")].some((button) => button.textContent === "Aujourd’hui");
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { globalThis.usableAt = performance.now(); }));
  });
  observer.observe(document, { childList: true, subtree: true });
})()`;

const executablePath = found("chromium") ?? found("google-chrome");
if (!executablePath) throw new Error("there is no Chromium on the PATH");
const sandbox = await startSandboxProcess(0);
const folder = await dataFolder();
const bare = await localServer((_request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  const lines = Array.from({ length: publicationCount }, (_, n) => `<p>${n} a plain line of text</p>`);
  response.end(`<!doctype html><main style="height:800px;overflow:auto">${lines.join("")}</main>`);
});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const program = await startProgram({ dataFolder: folder.path });
  try {
    const month = nextMonth();
    const state = await signedIn(program);
    const context = await browser.newContext(state);
    await fill(context, program, month);
    const starts: number[] = [];
    for (let n = 0; n < coldStarts; n += 1) starts.push(await coldStart(state, `${program.url}/calendar`));
    say(
      `cold start, processor ${slowedBy} times slowed: usable after ${seconds(percentile(starts, 0.5))} (median of ${coldStarts}), at most ${seconds(Math.max(...starts))} (target ${seconds(usableTargetMilliseconds)})`,
    );
    const plain = await scrolled(context, bare.origin, "p");
    tell(`a bare page of ${publicationCount} lines`, plain);
    const calendar = `${program.url}/calendar?date=${month}-15&view=`;
    tell(
      `a month of ${publicationCount} publications`,
      await scrolled(context, `${calendar}month`, "main a"),
      plain,
    );
    tell("one of its weeks", await scrolled(context, `${calendar}week`, "main a"), plain);
    tell("the month as a list", await scrolled(context, `${calendar}list`, "main a"), plain);
    tell(
      `a list of ${mentionCount} mentions`,
      await scrolled(context, `${program.url}/mentions`, "main [role=grid] [role=row]"),
      plain,
    );
    say(`load average ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await program.stop();
  }
} finally {
  await browser.close();
  await bare.close();
  await folder.remove();
  await sandbox.stop();
}

/** Frames of one scroll, in milliseconds from one to the next. */
type Frames = readonly number[];

function tell(what: string, frames: Frames, plain?: Frames): void {
  const p95 = percentile(frames, 0.95);
  const stutters = frames.filter((frame) => frame > stutterMilliseconds).length;
  const ratio = plain ? `, ${(p95 / percentile(plain, 0.95)).toFixed(2)} times the bare page` : "";
  say(
    `${what}: ${frames.length} frames, p50 ${percentile(frames, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms${ratio}; ${stutters} above ${stutterMilliseconds} ms, at most ${Math.max(...frames).toFixed(0)} ms`,
  );
}

/** The month after this one, so that all of it can be scheduled. */
function nextMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
}

/** The state of a browser in which the first owner has signed in. */
async function signedIn(program: Program) {
  const context = await browser.newContext({ extraHTTPHeaders: { origin: program.url } });
  const made = await context.request.post(`${program.url}/api/v1/session/first-owner`, {
    data: {
      name: "Marie Lenoir",
      email: "marie@lumen.example",
      password: "un phare sur la mer bleue",
      workspace: "Lumen",
    },
  });
  if (!made.ok()) throw new Error(await made.text());
  const storageState = await context.storageState();
  await context.close();
  return { storageState, locale: "fr-FR", viewport: { width: 1440, height: 900 } };
}

/** Twelve words, so that no text is a copy of another: copies are one row. */
function talk(n: number): string {
  let state = n + 1;
  return Array.from({ length: 12 }, () => {
    // https://en.wikipedia.org/wiki/Linear_congruential_generator (Numerical Recipes)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `${syllables[state >>> 28]}${syllables[(state >>> 24) & 15]}${syllables[(state >>> 20) & 15]}`;
  }).join(" ");
}

async function fill(context: BrowserContext, program: Program, month: string): Promise<void> {
  const post = async (at: string, data: object | string, type = "application/json") => {
    const reply = await context.request.post(`${program.url}/api/v1${at}`, {
      data,
      headers: { origin: program.url, "content-type": type },
      timeout: 300_000,
    });
    if (!reply.ok()) throw new Error(`${at} was answered with ${await reply.text()}`);
    return (await reply.json()) as { id: string };
  };
  const profiles: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const credentials = { accessToken: `bench${n}` };
    const settings = { baseUrl: `${sandbox.url}/mastodon` };
    profiles.push((await post("/profiles", { network: "mastodon", credentials, settings })).id);
  }
  for (let n = 0; n < publicationCount; n += 1) {
    const day = String(1 + (n % 28)).padStart(2, "0");
    const hour = String(7 + (n % 13)).padStart(2, "0");
    await post("/posts", {
      text: `Publication ${n}: les soldes commencent vendredi, venez tôt, le café est offert.`,
      profiles: [profiles[n % profiles.length]],
      scheduledAt: `${month}-${day}T${hour}:${String((n * 7) % 60).padStart(2, "0")}:00Z`,
    });
  }
  await post("/monitors", { name: "Lumen", kind: "brand", query: "lumen" });
  for (let from = 0; from < mentionCount; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, index) => {
      const n = from + index;
      return JSON.stringify({
        network: "mastodon",
        remoteId: `${n}`,
        text: `Lumen ${n % 5 === 0 ? "horrible, je déteste" : "livraison reçue, merci"}: ${talk(n)}`,
        author: { handle: `auteur${n % 900}@social.example`, followers: n % 5000 },
        publishedAt: new Date(Date.now() - n * 20_000).toISOString(),
      });
    });
    await post("/mentions/import", lines.join("\n"), "application/x-ndjson");
  }
}

async function slowed(page: Page): Promise<Page> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: slowedBy });
  return page;
}

/** In a browser that has never been here; then its button has to answer. */
async function coldStart(state: Awaited<ReturnType<typeof signedIn>>, url: string): Promise<number> {
  const context = await browser.newContext(state);
  await context.addInitScript({ content: rememberUsable });
  const page = await slowed(await context.newPage());
  await page.goto(`${url}?date=2027-01-04`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Aujourd’hui" }).click();
  await page.waitForURL((address) => !address.searchParams.has("date"));
  const took = (await page.evaluate("usableAt")) as number;
  await context.close();
  return took;
}

/** Opens a page, waits until what is looked for is there, and turns the wheel over its middle. */
async function scrolled(context: BrowserContext, url: string, selector: string): Promise<Frames> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(selector).first().waitFor();
  await wait(3000);
  await slowed(page);
  await page.mouse.move(500, 600);
  await page.evaluate(rememberFrames);
  for (let n = 0; n < wheelSteps; n += 1) await page.mouse.wheel(0, n < wheelSteps * 0.75 ? 240 : -240);
  const frames = (await page.evaluate("drawn")) as number[];
  await page.close();
  return frames.slice(1);
}
