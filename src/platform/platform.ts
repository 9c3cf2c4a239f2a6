import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { Http } from "./http.ts";
import type { Log } from "./log.ts";
import type { Queues } from "./queue.ts";
import type { Secrets } from "./secrets.ts";

/** The ground every room stands on. A verb takes the few of these that it needs. */
export interface Platform {
  db: Database;
  queues: Queues;
  clock: Clock;
  log: Log;
  http: Http;
  secrets: Secrets;
  /** A random number in [0, 1). */
  chance: () => number;
  /** Name of this running process: whose lease it is. */
  instance: string;
}
