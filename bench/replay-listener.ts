/** One of the listeners of `replay.ts`: takes a whole history in, batch by batch, as a source brings it. */
import { ingest } from "../src/listening/ingest.ts";
import { cacheMonitors } from "../src/listening/monitors.ts";
import type { RawMention } from "../src/listening/source.ts";
import { systemClock } from "../src/platform/clock.ts";
import { openDatabase } from "../src/platform/database.ts";
import { createLog } from "../src/platform/log.ts";
import { historyOf } from "./history.ts";

/** What a listener is told to do. */
export interface ReplayTask {
  databaseUrl: string;
  workspaceId: string;
  mentionCount: number;
  monitorCount: number;
}

process.once("message", (task: ReplayTask) => {
  void replay(task).then((stored) => process.send?.({ stored }, () => process.disconnect()));
});

async function replay({ databaseUrl, workspaceId, mentionCount, monitorCount }: ReplayTask): Promise<number> {
  const log = createLog("warn");
  const { db, close } = openDatabase(databaseUrl, 4, log);
  // No author of this history was erased: there is nothing to be recognised by a mark.
  const monitors = cacheMonitors({ db, log, secrets: { marks: () => [] } });
  let stored = 0;
  for (const lines of historyOf(mentionCount, monitorCount)) {
    const items = Buffer.from(lines).toString().trim().split("\n").map(itemFrom);
    const listening = await monitors.get(workspaceId);
    const batch = { workspaceId, sourceId: null, items };
    stored += (await ingest({ db, clock: systemClock, transformer: null }, listening, batch)).stored;
  }
  await close();
  return stored;
}

function itemFrom(line: string): { network: string; raw: RawMention } {
  const { network, author, publishedAt, ...rest } = JSON.parse(line) as RawMention & { network: string };
  return {
    network,
    raw: {
      ...rest,
      format: "plain",
      language: null,
      author: author && { ...author, name: null },
      publishedAt: publishedAt && new Date(publishedAt),
    },
  };
}
