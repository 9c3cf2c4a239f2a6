import { createHttp, type Http } from "../../src/platform/http.ts";
import type { Access, Vault } from "../../src/profiles/network.ts";

/** A vault that keeps one set of credentials in memory, under a lock, as the one in the database does. */
export interface MemoryVault<Credentials> extends Vault<Credentials> {
  /** How often credentials were really renewed. */
  renewals(): number;
  current(): Credentials;
}

export function memoryVault<Credentials>(initial: Credentials): MemoryVault<Credentials> {
  let current = initial;
  let renewals = 0;
  let lock: Promise<unknown> = Promise.resolve();
  return {
    read: async () => current,
    renew(stale, renew) {
      const turn = lock.then(async () => {
        if (!isSame(stale, current)) return current;
        current = await renew(current);
        renewals += 1;
        return current;
      });
      lock = turn.catch(() => undefined);
      return turn;
    },
    renewals: () => renewals,
    current: () => current,
  };
}

/** The way out for tests: private addresses are let through unless told otherwise. */
export function testHttp(options: { allowPrivateAddresses?: boolean; allowedOrigins?: string[] } = {}): Http {
  return createHttp({
    allowPrivateAddresses: options.allowPrivateAddresses ?? true,
    allowedOrigins: options.allowedOrigins ?? [],
    userAgent: "vigie-test",
  });
}

/** An `Access` whose secrets live in memory; `vault` is there to look at what a connector renewed. */
export function accessTo<Credentials>(
  baseUrl: string,
  credentials: Credentials,
  http: Http = testHttp(),
): Access<Credentials> & { vault: MemoryVault<Credentials> } {
  return { http, baseUrl, vault: memoryVault(credentials) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
