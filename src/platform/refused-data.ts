import { z } from "zod";
import { Prisma } from "../generated/prisma/client.ts";

/** PostgreSQL's own code of an error in a statement written by hand: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const handWritten = z.object({
  driverAdapterError: z.object({
    cause: z.object({ originalCode: z.string(), originalMessage: z.string() }),
  }),
});

/**
 * Why PostgreSQL would not take what it was given: a value out of range or malformed (class 22), or larger than it
 * can keep (class 54). The same data is refused again, however often it is tried.
 * @returns its words; null for every other error, which says nothing of the data
 */
export function dataRefusedFor(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const cause = handWritten.safeParse(error.meta).data?.driverAdapterError.cause;
  return cause && /^(?:22|54)/.test(cause.originalCode) ? cause.originalMessage : null;
}
