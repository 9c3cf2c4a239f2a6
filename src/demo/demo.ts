import { rm } from "node:fs/promises";
import type { App } from "../app.ts";
import type { Profile } from "../generated/prisma/client.ts";
import { readImage } from "../media/image.ts";
import { storeMedia } from "../media/store.ts";
import { storeProfile } from "../profiles/store.ts";
import { unstoredVault } from "../profiles/vault.ts";
import { brand, type DemoNetwork, demoCredentials, demoNetworks } from "./brand.ts";
import { firstChatter, laterChatter, type Said } from "./chatter.ts";
import { drive } from "./drive.ts";
import { demoKeyFile, keepDemoKey } from "./key.ts";
import { comingRemarks } from "./past.ts";
import { moonOverCup } from "./picture.ts";
import { type Desk, planAhead, planStory } from "./plan.ts";
import { pictureAltText } from "./posts.ts";
import { rememberPast } from "./remember.ts";
import { forgetRemoval, isRemoved } from "./removal.ts";
import { runSandbox } from "./sandbox.ts";
import { findOrMakeWorkspace, listenForBrand, moveToSandbox } from "./store.ts";

/** What a first start shows: see `startDemo`. */
export interface RunningDemo {
  /** Owner key of the demo workspace; null when there is none yet, because its sandbox did not start. */
  apiKey: string | null;
  /** True where the whole story is about to be told. */
  isNew: boolean;
  /** Goes on with what a newcomer need not wait for; called once, when all else runs. */
  fillIn(): void;
  stop(): Promise<void>;
}

const verifySeconds = 30;
/** How long a demo that was removed, maybe from another process, may still run. */
const watchMilliseconds = 1000;

/**
 * The demo workspace: an invented roaster on a sandbox of its own. At its first start posts are due within the next
 * minute and opinion turns on it within the second one, so that a newcomer sees the main job happen. At later starts
 * it goes on quietly with what it has. Whatever it does, it does as the API would: through the same verbs.
 * @returns null where somebody removed it, and nobody asks for it by VIGIE_DEMO=1
 * @throws when the demo's own sandbox refuses the demo; VIGIE_DEMO=0 starts without
 */
export async function startDemo(app: App): Promise<RunningDemo | null> {
  if (app.config.isDemoAskedFor) await forgetRemoval(app.db);
  else if (await isRemoved(app.db)) return null;
  const { workspace, isNew } = await findOrMakeWorkspace(app);
  const keyFile = demoKeyFile(app.config.dataFolder);
  const keepKey = () => keepDemoKey(app, keyFile, workspace.id);
  const sandbox = await runSandbox(app.log);
  if (sandbox.kind === "failed") {
    app.log.warn({ detail: sandbox.detail }, "the demo's sandbox did not start; the demo is still");
    return {
      apiKey: isNew ? null : await keepKey(),
      isNew: false,
      fillIn: () => undefined,
      stop: async () => undefined,
    };
  }
  try {
    const refuseOrigin = app.allowOrigin(sandbox.url);
    // A profile that somebody disconnected stays so.
    const known = isNew ? null : await moveToSandbox(app, workspace.id, sandbox.url);
    const networks = demoNetworks.filter((network) => known?.has(network) ?? true);
    const profiles = await connectProfiles(app, workspace.id, networks, sandbox.url);
    let desk: Desk | null = null;
    if (isNew) {
      await listenForBrand(app, workspace.id, sandbox.url, profiles);
      desk = { workspace, profiles, pictureId: await storePicture(app, workspace.id) };
      await planStory(app, desk);
    }
    const chatter = await drive(app, sandbox.url, isNew ? wholeStory(app.clock()) : laterChatter());
    let filling: { stop(): Promise<void> } | null = null;
    const end = async () => {
      watch.stop();
      chatter.stop();
      await filling?.stop();
      sandbox.stop();
      refuseOrigin();
    };
    const watch = watchRemoval(app, async () => {
      await end();
      await rm(keyFile, { force: true });
    });
    return {
      apiKey: await keepKey(),
      isNew,
      fillIn() {
        if (desk) filling = fillIn(app, desk);
      },
      stop: end,
    };
  } catch (error) {
    sandbox.stop();
    throw error;
  }
}

/** Signs in on every network of the sandbox; at later starts anew, as it forgets its sessions. */
async function connectProfiles(
  app: App,
  workspaceId: string,
  networks: readonly DemoNetwork[],
  sandboxUrl: string,
): Promise<ReadonlyMap<DemoNetwork, Profile>> {
  const connected = new Map<DemoNetwork, Profile>();
  // One after the other, so that they stand in the same order in every demo.
  for (const network of networks)
    connected.set(network, await connect(app, workspaceId, network, sandboxUrl));
  return connected;
}

async function connect(
  app: App,
  workspaceId: string,
  network: DemoNetwork,
  sandboxUrl: string,
): Promise<Profile> {
  const verifier = app.networks.get(network)?.verifier;
  if (!verifier) throw new Error(`no connector for ${network}`);
  const baseUrl = `${sandboxUrl}/${network}`;
  const { vault, current } = unstoredVault<unknown>(demoCredentials[network]);
  const signal = AbortSignal.any([app.signal, AbortSignal.timeout(verifySeconds * 1000)]);
  const outcome = await verifier.verify({ http: app.http, baseUrl, vault }, signal);
  if (outcome.kind !== "verified")
    throw new Error(
      `the demo could not sign in on its own sandbox (${network}: ${outcome.detail}); set VIGIE_DEMO=0 to start without it`,
    );
  return storeProfile(app, workspaceId, {
    network,
    name: brand.name,
    baseUrl,
    credentials: current(),
    identity: outcome.identity,
    scopes: [],
    tokenEndsAt: null,
    accessEndsAt: null,
  });
}

/** Ends the demo when somebody removes it: at their desk, by another process of the API, or by `vigie remove-demo`. */
function watchRemoval(app: App, end: () => Promise<void>): { stop(): void } {
  let isLooking = false;
  const look = async () => {
    isLooking = true;
    if (await isRemoved(app.db)) await end();
    isLooking = false;
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    look().catch((error: unknown) => {
      isLooking = false;
      app.log.warn({ err: error }, "nobody could tell whether the demo was removed");
    });
  }, watchMilliseconds);
  return { stop: () => clearInterval(timer) };
}

function wholeStory(now: Date): Said[] {
  const story = firstChatter();
  return [...story, ...comingRemarks(story.at(-1)?.afterSeconds ?? 0, now.getHours())];
}

/** The demo's picture, in the library of its workspace. @returns its id */
async function storePicture(app: App, workspaceId: string): Promise<string> {
  const bytes = moonOverCup();
  const facts = readImage(bytes);
  if (!facts) throw new Error("the demo's picture is no image");
  const fileName = "lune-et-tasse.png";
  const { id } = await storeMedia(app, workspaceId, { fileName, bytes, facts, altText: pictureAltText });
  return id;
}

/**
 * The rest of what a newcomer finds: two weeks of plans and a month of past. What is missing of it for want of time or by
 * a failure is missing from the demo, and nothing else is.
 */
function fillIn(app: App, desk: Desk): { stop(): Promise<void> } {
  const end = new AbortController();
  const filled = planAhead(app, desk)
    .then(() => rememberPast(app, desk.workspace, end.signal))
    .catch(async (error: unknown) => {
      if (end.signal.aborted || (await isRemoved(app.db))) return;
      app.log.warn({ err: error }, "the demo's past and plans are incomplete");
    });
  return {
    stop() {
      end.abort();
      return filled;
    },
  };
}
