import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "../generated/prisma/client.ts";
import type { Log } from "./log.ts";

export type Database = PrismaClient;
/** What a store needs to read and write: the database, or a transaction on it. */
export type Transaction = Prisma.TransactionClient;

/** The database, and the way to end its connections. */
export interface OpenDatabase {
  db: Database;
  close(): Promise<void>;
}

/** @param connections how many connections this process may hold at once */
export function openDatabase(url: string, connections: number, log: Log): OpenDatabase {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 30_000 });
  // An idle connection that the server closes is replaced by the pool; without a listener Node would end.
  let isEnding = false;
  pool.on("error", (error) => {
    // The pool says that it has ended before its connections have: our own server may be quicker to go.
    if (!isEnding) log.warn({ err: error }, "idle database connection lost");
  });
  const db = new PrismaClient({
    adapter: new OneByOne(pool),
    // A busy machine is no reason to refuse what a person asked for.
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return {
    db,
    async close() {
      await db.$disconnect();
      isEnding = true;
      await pool.end();
    },
  };
}

/**
 * Inside a transaction Prisma asks for the parts of an `include` all at once, on the one connection. `pg` warns of
 * that and will refuse it from version 9 on, so here each waits for the one before.
 */
class OneByOne extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await start(isolationLevel);
      const [query, execute] = [
        transaction.queryRaw.bind(transaction),
        transaction.executeRaw.bind(transaction),
      ];
      let last: Promise<unknown> = Promise.resolve();
      const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
        const result = last.then(work);
        last = result.catch(() => undefined); // who asked is told
        return result;
      };
      transaction.queryRaw = (asked) => inTurn(() => query(asked));
      transaction.executeRaw = (asked) => inTurn(() => execute(asked));
      return transaction;
    };
    return adapter;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids are opaque to callers. One that cannot be ours names no row, and is not sent to the database. */
export function mayBeId(text: string): boolean {
  return uuid.test(text);
}
