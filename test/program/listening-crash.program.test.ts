import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/server.ts";
import {
  bootstrapKey,
  dataFolder,
  type Program,
  runProgram,
  startProgram,
  until,
  withDatabase,
} from "../support/program.ts";

const lineCount = 10_000;
const statusCount = 1200;
const kills = 3;
const settledWithinSeconds = 240;

test("a history that is taken in and a source that is walked through, while the program is killed three times: each text once, every count true", async ({
  onTestFinished: ending,
}) => {
  const sandbox = await startSandbox({ latencyMs: 100 });
  ending(() => sandbox.close());
  const folder = await dataFolder();
  ending(folder.remove);
  let program = await startProgram({ dataFolder: folder.path });
  ending(async () => void (await program.kill()));
  await program.call("POST", "/monitors", { name: "Vigie", kind: "brand", query: "vigie" });
  const say = (texts: string[]) =>
    fetch(`${sandbox.url}/_sandbox/mentions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        mentions: texts.map((text) => ({ network: "mastodon", text, tag: "vigie" })),
      }),
    });
  const count = (network: string) =>
    withDatabase(folder.path, async (client) => {
      const { rows } = await client.query<{ count: number }>(
        "select count(*)::int as count from mention where network = $1",
        [network],
      );
      return rows[0]?.count ?? 0;
    });
  await say(["vigie opens"]);
  const source = await program.call("POST", "/sources", {
    network: "mastodon",
    mode: "search",
    settings: { baseUrl: `${sandbox.url}/mastodon`, tags: ["vigie"], search: false },
    intervalSeconds: 5,
  });
  expect(source.status, JSON.stringify(source.body)).toBe(201);
  // Its place is known from here on.
  await until(async () => (await count("mastodon")) === 1, settledWithinSeconds);

  await say(Array.from({ length: statusCount }, (_, index) => `vigie says ${index}`));
  for (let kill = 1; kill <= kills; kill += 1) {
    // The walk has begun, or is over: then only the history is under way.
    const found = await count("mastodon");
    await until(async () => found > statusCount || (await count("mastodon")) > found, settledWithinSeconds);
    const stored = await count("rss");
    const taking = takeIn(program);
    await until(async () => (await count("rss")) > stored, settledWithinSeconds);
    await program.kill();
    expect(await taking).toBeNull();
    program = await startProgram({ dataFolder: folder.path });
  }
  const done = await takeIn(program);
  expect(done?.rejected).toEqual([]);
  expect((done?.stored ?? 0) + (done?.duplicate ?? 0)).toBe(lineCount);
  await until(async () => (await count("mastodon")) > statusCount, settledWithinSeconds);
  expect([await count("rss"), await count("mastodon")]).toEqual([lineCount, statusCount + 1]);
  const checked = await runProgram(["rebuild-rollups", "--check"], { dataFolder: folder.path });
  expect(checked).toMatchObject({ code: 0, stdout: "No difference.\n" });
});

/** Hands the whole history over. @returns null when the program went away in the middle */
async function takeIn(program: Program) {
  const lines = Array.from({ length: lineCount }, (_, index) =>
    JSON.stringify({
      network: "rss",
      remoteId: `line ${index}`,
      text: `vigie was here, line ${index}`,
      publishedAt: new Date(Date.UTC(2026, 9, 1) + index * 60_000),
    }),
  );
  const answer = await fetch(`${program.url}/api/v1/mentions/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${bootstrapKey}`, "content-type": "application/x-ndjson" },
    body: lines.join("\n"),
  }).catch(() => null); // it was killed: no answer is the answer
  const told = await answer?.json().catch(() => null); // killed in the middle of it: half an answer is none
  return (told ?? null) as { stored: number; duplicate: number; rejected: unknown[] } | null;
}
