import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/server.ts";
import { dataFolder, type Program, startProgram, until, withDatabase } from "../support/program.ts";

/** The lease of a stream, and time for another to take it and catch up, on a busy machine. */
const followedWithinSeconds = 90;

test("a stream whose holder is killed is followed by another worker: nothing that was said meanwhile is missing or twice", async ({
  onTestFinished: ending,
}) => {
  const sandbox = await startSandbox();
  ending(sandbox.close);
  const folder = await dataFolder();
  ending(folder.remove);
  const env = { VIGIE_SECRET_KEY: "a key for tests, long enough to be one", VIGIE_WORKERS: "none" };
  const api = await startProgram({ dataFolder: folder.path, env });
  ending(async () => void (await api.stop()));
  const url = await withDatabase(
    folder.path,
    async ({ user, password, host, port, database }) =>
      Object.assign(new URL("postgresql://x"), {
        username: user,
        password,
        hostname: host,
        port: String(port),
        pathname: `/${database}`,
      }).href,
  );
  const sources = await Promise.all(
    ["mastodon", "bluesky"].map((network) => listenTo(api, network, sandbox.url)),
  );
  const listeners: Program[] = [];
  while (listeners.length < 2) {
    const own = await dataFolder();
    ending(own.remove);
    const listener = await startProgram({
      dataFolder: own.path,
      env: {
        ...env,
        DATABASE_URL: url,
        VIGIE_WORKERS: "listener",
      },
    });
    ending(async () => void (await listener.stop()));
    listeners.push(listener);
  }
  const holders = () =>
    withDatabase(folder.path, async (client) => {
      const { rows } = await client.query<{ owner: string | null }>(
        "select lease_owner as owner from source",
      );
      return rows.map(({ owner }) => listeners.find(({ pid }) => owner?.includes(`-${pid}-`)));
    });
  const heard = () =>
    withDatabase(folder.path, async (client) => {
      const { rows } = await client.query<{ text: string }>("select text from mention");
      return rows.map(({ text }) => text);
    });
  const said: string[] = [];
  const say = async (text: string) => {
    const mentions = ["mastodon", "bluesky"].map((network) => ({ network, text: `${text} ${network}` }));
    await fetch(`${sandbox.url}/_sandbox/mentions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mentions }),
    });
    said.push(...mentions.map((mention) => mention.text));
  };
  await until(async () => (await holders()).every(Boolean), followedWithinSeconds);
  // A stream is open, and its place known, once its first text has arrived; what is said before nobody promised.
  await until(async () => {
    await say(`vigie opens ${said.length}`);
    await wait(200);
    return new Set((await heard()).map((text) => text.split(" ").at(-1))).size === sources.length;
  }, followedWithinSeconds);
  const begun = said.length;
  const speaking = new AbortController();
  const speech = (async () => {
    while (!speaking.signal.aborted) {
      await say(`vigie says ${said.length}`);
      await wait(50);
    }
  })();
  const [victim] = await holders();
  await victim?.kill();
  await until(
    async () => (await holders()).every((holder) => holder && holder !== victim),
    followedWithinSeconds,
  );
  speaking.abort();
  await speech;
  const promised = said.slice(begun).sort();
  const saidSince = async () => (await heard()).filter((text) => text.startsWith("vigie says")).sort();
  await until(async () => (await saidSince()).length >= promised.length, followedWithinSeconds);
  expect(await saidSince()).toEqual(promised);
  const { rows } = await withDatabase(folder.path, (client) =>
    client.query<{ counted: number; stored: number }>(
      "select (select sum(mentions)::int from rollup) as counted, (select count(*)::int from mention) as stored",
    ),
  );
  expect(rows[0]?.counted).toBe(rows[0]?.stored);
});

async function listenTo(api: Program, network: string, sandboxUrl: string): Promise<string> {
  const more =
    network === "mastodon"
      ? { credentials: { accessToken: "listener" }, settings: { baseUrl: `${sandboxUrl}/mastodon` } }
      : { settings: { url: `${sandboxUrl.replace("http", "ws")}/bluesky/subscribe` } };
  if (network === "mastodon")
    await api.call("POST", "/monitors", { name: "Vigie", kind: "brand", query: "vigie" });
  const made = await api.call<{ id: string }>("POST", "/sources", { network, mode: "stream", ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}
