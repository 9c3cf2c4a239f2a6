/**
 * From the moment a stream delivers the first of a burst of angry mentions (so before the one that tips the spike) to
 * the webhook's arrival, while the same stream brings 500 mentions a second that are stored as well. The whole program,
 * its own PostgreSQL, the sandbox in a process of its own; everything on one machine.
 */
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { answering, localServer } from "../test/support/local-server.ts";
import { dataFolder, type Program, startProgram, withDatabase } from "../test/support/program.ts";
import { percentile, say, seconds } from "./figures.ts";
import { startSandboxProcess } from "./sandbox.ts";

const perSecond = 500;
const brandCount = 20;
const burstSize = 15;
const batchMilliseconds = 100;

const told = new Map<string, number>();
const hook = await localServer((request, response) => {
  const { data } = JSON.parse(request.body) as { data: { subject: string } };
  const brand = /brand\d+/.exec(data.subject)?.[0] ?? "";
  if (!told.has(brand)) told.set(brand, performance.now());
  answering(204)(request, response);
});
const sandbox = await startSandboxProcess(0);
const folder = await dataFolder();
try {
  const program = await startProgram({ dataFolder: folder.path });
  try {
    await listen(program);
    await wait(6000);
    const ending = new AbortController();
    const background = chatter(ending.signal);
    await wait(5000);
    const begun = new Map<string, number>();
    for (let brand = 0; brand < brandCount; brand += 1) {
      const name = `brand${brand}`;
      begun.set(name, performance.now());
      await post(
        Array.from({ length: burstSize }, (_, index) => ({
          network: "bluesky",
          text: `${name} is horrible, I hate it, what a disaster number ${index}`,
          author: { handle: `angry${brand}x${index}.example`, followers: 10 },
        })),
      );
      await wait(1500);
    }
    const deadline = Date.now() + 60_000;
    while (told.size < brandCount && Date.now() < deadline) await wait(100);
    ending.abort();
    const posted = await background;
    const delays = [...begun].flatMap(([name, at]) => {
      const arrived = told.get(name);
      return arrived === undefined ? [] : [arrived - at];
    });
    const { stored, ...parts } = await withDatabase(folder.path, async (client) => {
      const { rows } = await client.query<Record<"stored" | "collecting" | "looking" | "telling", string>>(`
        with burst as (
          select l.monitor_id, min(m.published_at) as said, max(m.collected_at) as collected
          from mention m join mention_monitor l on l.mention_id = m.id where m.text like 'brand%' group by 1
        ), steps as (
          select b.collected - b.said as collecting, a.opened_at - b.collected as looking,
            d.delivered_at - a.opened_at as telling
          from burst b join alert a using (monitor_id) join delivery d on d.alert_id = a.id and d.event = 'alert.opened'
        )
        select (select count(*) from mention) as stored,
          extract(epoch from percentile_cont(0.5) within group (order by collecting)) as collecting,
          extract(epoch from percentile_cont(0.5) within group (order by looking)) as looking,
          extract(epoch from percentile_cont(0.5) within group (order by telling)) as telling
        from steps`);
      return rows[0] ?? { stored: "0", collecting: "", looking: "", telling: "" };
    });
    say(
      `${delays.length} of ${brandCount} bursts told; p50 ${seconds(percentile(delays, 0.5))}, p95 ${seconds(percentile(delays, 0.95))} (target 5 s at most), max ${seconds(percentile(delays, 1))}`,
    );
    say(
      `  half of them: stored after ${parts.collecting} s, opened after ${parts.looking} s more, told after ${parts.telling} s more`,
    );
    say(
      `  beside ${(posted.count / posted.seconds).toFixed(0)} mentions a second (meant: ${perSecond}), ${stored} stored; load average ${loadavg()[0]?.toFixed(1)}`,
    );
  } finally {
    await program.stop();
  }
} finally {
  await folder.remove();
  await sandbox.stop();
  await hook.close();
}

async function listen(program: Program): Promise<void> {
  const made = async (at: string, body: unknown): Promise<string> => {
    const reply = await program.call<{ id: string }>("POST", at, body);
    if (reply.status !== 201) throw new Error(`${at} was answered with ${JSON.stringify(reply.body)}`);
    return reply.body.id;
  };
  const channel = await made("/channels", { kind: "webhook", settings: { url: `${hook.origin}/hook` } });
  await made("/monitors", { name: "weather", kind: "theme", query: "weather" });
  for (let brand = 0; brand < brandCount; brand += 1) {
    const monitor = await made("/monitors", { name: `brand${brand}`, kind: "brand", query: `brand${brand}` });
    await made("/alert-rules", { kind: "negative-spike", monitor, channels: [channel] });
  }
  await made("/sources", {
    network: "bluesky",
    mode: "stream",
    settings: { url: `${sandbox.url.replace("http", "ws")}/bluesky/subscribe` },
  });
}

async function post(mentions: readonly object[]): Promise<void> {
  const reply = await fetch(`${sandbox.url}/_sandbox/mentions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mentions }),
  });
  if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}: ${await reply.text()}`);
}

/** What everybody says all the time. A late batch is made up for by the next. */
async function chatter(signal: AbortSignal): Promise<{ count: number; seconds: number }> {
  const begun = performance.now();
  let count = 0;
  while (!signal.aborted) {
    const wanted = Math.floor(((performance.now() - begun) * perSecond) / 1000);
    if (wanted > count) {
      await post(
        Array.from({ length: wanted - count }, (_, index) => ({
          network: "bluesky",
          text: `the weather in town ${(count + index) % 977} is what it is today, note ${count + index}`,
          author: { handle: `writer${(count + index) % 5000}.example`, followers: 50 },
        })),
      );
      count = wanted;
    }
    await wait(batchMilliseconds);
  }
  return { count, seconds: (performance.now() - begun) / 1000 };
}
