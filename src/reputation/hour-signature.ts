import { Prisma } from "../generated/prisma/client.ts";

/**
 * Of some hours `h` of `hour_rollup`: changes with every change of an hour, and when an hour comes or goes, since
 * versions only rise and none comes twice. Null of none.
 */
export const signature = Prisma.sql`bit_xor(hashint8extended(h.version, extract(epoch from h.hour)::bigint))`;
