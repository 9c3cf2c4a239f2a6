import type { z } from "zod";
import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Vault } from "./network.ts";

type Needs = Pick<Platform, "db" | "secrets">;

/** Which row holds the secrets. */
export interface VaultRow {
  table: "profile" | "source";
  id: string;
}

/**
 * The vault of one profile or source.
 * @param sealed what the row held when it was read just now: spares a query
 * @throws WrongKey when the key at hand did not seal it
 */
export function vaultOf<T>(ctx: Needs, row: VaultRow, sealed: string, schema: z.ZodType<T>): Vault<T> {
  let newest = sealed;
  const open = (text: string): T => schema.parse(JSON.parse(ctx.secrets.open(text, row.id)));
  return {
    read: async () => open(newest),
    async renew(stale, renew) {
      const before = JSON.stringify(stale);
      return ctx.db.$transaction(
        async (tx) => {
          const current = open(await lockSealed(tx, row));
          if (JSON.stringify(current) !== before) {
            newest = ctx.secrets.seal(JSON.stringify(current), row.id);
            return current;
          }
          const next = schema.parse(await renew(current));
          newest = ctx.secrets.seal(JSON.stringify(next), row.id);
          await storeSealed(tx, row, newest);
          return next;
        },
        // A renewal asks the network; others who want the same wait for it.
        { timeout: 30_000, maxWait: 30_000 },
      );
    },
  };
}

/** Credentials that are not stored yet: what the network renews while it checks them is what will be stored. */
export function unstoredVault<T>(credentials: T): { vault: Vault<T>; current: () => T } {
  let newest = credentials;
  return {
    current: () => newest,
    vault: {
      read: async () => newest,
      async renew(_stale, renew) {
        newest = await renew(newest);
        return newest;
      },
    },
  };
}

/** What the row holds, which nobody else changes until the transaction ends. */
export async function lockSealed(tx: Transaction, { table, id }: VaultRow): Promise<string> {
  const rows =
    table === "profile"
      ? await tx.$queryRaw<{ sealed: string }[]>`
          select credentials as sealed from profile where id = ${id}::uuid for update`
      : await tx.$queryRaw<{ sealed: string }[]>`
          select credentials as sealed from source where id = ${id}::uuid for update`;
  const sealed = rows[0]?.sealed;
  // Empty: disconnected meanwhile.
  if (!sealed) throw new Error(`the ${table} ${id} has no credentials any more`);
  return sealed;
}

async function storeSealed(tx: Transaction, { table, id }: VaultRow, credentials: string): Promise<void> {
  if (table === "profile") await tx.profile.update({ where: { id }, data: { credentials } });
  else await tx.source.update({ where: { id }, data: { credentials } });
}
