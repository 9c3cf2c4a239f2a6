/**
 * Every job on one screen. A job carries an id and calls one verb; what it needs, it reads when it runs. The scheduler
 * rings (workers/scheduler.ts), every second, for what the database says is due within its horizon: so nothing is lost
 * with the queue. Whoever makes something due at once may ring for it as well. See docs/decisions.md, "the queue is the doorbell".
 */
export type Job =
  /** One attempt at one publication. */
  | { name: "publish"; id: string; dueAt: Date }
  /** Asks the network whether an unconfirmed publication is there. */
  | { name: "read-back"; id: string; dueAt: Date }
  /** A draft that a cancelled publication left on its network. */
  | { name: "withdraw"; id: string; dueAt: Date }
  /** One page of one source. */
  | { name: "poll"; id: string; dueAt: Date }
  /** What the newest mentions of one source have become since. */
  | { name: "refresh"; id: string; dueAt: Date }
  /** One alert rule against the newest buckets. */
  | { name: "look"; id: string; dueAt: Date }
  /** One telling of one alert on one channel. */
  | { name: "deliver"; id: string; dueAt: Date }
  /** One report on one channel. */
  | { name: "send-report"; id: string; dueAt: Date };

export type JobName = Job["name"];

/** Which queue a job waits in: one queue per kind of worker, so that slow polling never delays a post. */
export const queueOf = {
  publish: "publishing",
  "read-back": "publishing",
  withdraw: "publishing",
  poll: "listening",
  refresh: "listening",
  look: "alerting",
  deliver: "alerting",
  "send-report": "alerting",
} as const satisfies Record<JobName, string>;

export type QueueName = (typeof queueOf)[JobName];
export const queueNames = ["publishing", "listening", "alerting"] as const satisfies readonly QueueName[];

/** What the queue holds: one bell for up to ten jobs of one name that are due at one instant. */
export interface Ring {
  jobId: string;
  name: JobName;
  dueAt: Date;
  ids: string[];
}

/** A thousand posts for nine o'clock are a hundred rings: each costs the queue as much as the work it calls for. */
const mostPerRing = 10;

/**
 * The rings for these jobs. The id of a ring tells its things and instant, so that ringing twice is one ring and a new
 * time rings anew. (BullMQ ids may hold no colon.)
 */
export function ringsFor(jobs: readonly Job[]): Ring[] {
  const rings: Ring[] = [];
  const open = new Map<string, Ring>();
  for (const { name, id, dueAt } of jobs) {
    const together = `${name}-${dueAt.getTime()}`;
    const ring = open.get(together);
    if (ring && ring.ids.length < mostPerRing) {
      ring.ids.push(id);
      ring.jobId = `${name}-${ring.ids[0]}-${dueAt.getTime()}-${ring.ids.length}`;
    } else {
      const begun = { jobId: `${name}-${id}-${dueAt.getTime()}`, name, dueAt, ids: [id] };
      open.set(together, begun);
      rings.push(begun);
    }
  }
  return rings;
}
