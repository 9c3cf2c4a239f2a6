import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { Prisma } from "../generated/prisma/client.ts";

/** As often as a transaction may meet another that holds what it waits for. */
const mostTries = 5;
/** So that the other one goes first: begun at once, the work could take again what that one is just woken for. */
const pauseMilliseconds = 20;

/**
 * Does it again when PostgreSQL ended it to free another transaction that waited for it.
 * @param work a whole transaction: nothing of an ended one was done
 */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !isDeadlock(error)) throw error;
      await setTimeout(tries * pauseMilliseconds);
    }
  }
}

/** What Prisma tells of a statement written by hand: the adapter's own error, below a code that means any failure. */
const handWritten = z.object({
  driverAdapterError: z.object({ cause: z.object({ kind: z.literal("TransactionWriteConflict") }) }),
});

/** Prisma names it P2034 in its own statements, and P2010 with the adapter's kind in ours. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || (error.code === "P2010" && handWritten.safeParse(error.meta).success);
}
