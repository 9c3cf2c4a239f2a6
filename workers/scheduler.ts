import { escalateAlerts } from "../src/alerts/store.ts";
import { deliveriesToRing } from "../src/alerts/store-deliveries.ts";
import { planDigests } from "../src/alerts/store-digests.ts";
import { rulesToRing } from "../src/alerts/store-looks.ts";
import type { App } from "../src/app.ts";
import { fileUnread } from "../src/listening/file-words.ts";
import { learnWhereWorthwhile } from "../src/listening/learn-sentiment.ts";
import { sweepOldMentions } from "../src/listening/retention.ts";
import { leaveLateRefreshes, refreshesToRing } from "../src/listening/store-refresh.ts";
import { takeToRing } from "../src/listening/store-sources.ts";
import { plusSeconds } from "../src/platform/clock.ts";
import { renewTokens } from "../src/profiles/renew.ts";
import { dispatch } from "../src/publishing/dispatch.ts";
import { extendSeries } from "../src/publishing/series.ts";
import { remoteDraftsToRing } from "../src/publishing/store-remote-drafts.ts";
import { planReports } from "../src/reports/plan.ts";
import { countAhead } from "../src/reputation/ahead.ts";
import { sweep } from "../src/sweep.ts";
import { type RunningWorker, repeat } from "./worker.ts";

const roundMilliseconds = 1000;
const beatEveryRounds = 5;
const sweepEveryRounds = 600;
const keepMilliseconds = 60_000;
const digestMilliseconds = 5000;
const countMilliseconds = 5000;

/** Every second: moves what is due soon from the database to the queue, and finds what a crash left behind. */
export function startScheduler(app: App): RunningWorker {
  const startedAt = app.clock();
  let rounds = 0;
  const rounding = repeat(app, "scheduler", roundMilliseconds, async () => {
    const now = app.clock();
    if (rounds % beatEveryRounds === 0) await beat(app, startedAt, now);
    if (rounds % sweepEveryRounds === 0) await sweep(app);
    rounds += 1;
    const everything = await app.queues.wasWiped();
    const options = { now, horizon: plusSeconds(now, app.config.dispatchHorizonSeconds), everything };
    await dispatch(app, {
      horizonSeconds: app.config.dispatchHorizonSeconds,
      lateGraceSeconds: app.lateGraceSeconds,
      queueWasWiped: everything,
    });
    await escalateAlerts(app.db, now);
    const [polls, looks, deliveries] = await Promise.all([
      takeToRing(app.db, options),
      rulesToRing(app.db, now),
      deliveriesToRing(app.db, options),
    ]);
    await app.queues.ring([...polls, ...looks, ...deliveries], now);
  });
  // Beside the rounds: what takes long may not make a publication late.
  const ending = new AbortController();
  const keeping = repeat(app, "keeper", keepMilliseconds, async () => {
    await extendSeries(app);
    await fileUnread(app.db);
    await app.queues.ring(await refreshesToRing(app.db, app.clock()), app.clock());
    await app.queues.ring(await remoteDraftsToRing(app.db, app.clock()), app.clock());
    await leaveLateRefreshes(app.db, app.clock());
    await learnWhereWorthwhile(app);
    const removed = await sweepOldMentions(app, ending.signal);
    if (removed > 0) app.log.info({ mentions: removed }, "mentions removed that were kept long enough");
  });
  const gathering = repeat(app, "digests", digestMilliseconds, async () => {
    await planDigests(app.db, app.clock());
    await planReports(app);
  });
  const renewing = repeat(app, "renewer", keepMilliseconds, () => renewTokens(app, ending.signal));
  const count = countAhead(app, ending.signal);
  const counting = repeat(app, "counter", countMilliseconds, async () => {
    const hours = await count();
    if (hours > 0) app.log.debug({ hours }, "hours counted ahead");
  });
  return {
    async stop() {
      ending.abort();
      const loops = [rounding, keeping, gathering, renewing, counting];
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

async function beat(app: App, startedAt: Date, seenAt: Date): Promise<void> {
  await app.db.workerBeat.upsert({
    where: { instance: app.instance },
    create: { instance: app.instance, worker: "scheduler", startedAt, seenAt },
    update: { seenAt },
  });
}
