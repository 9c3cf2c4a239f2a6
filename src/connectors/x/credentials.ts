import type { PollOutcome } from "../../listening/source.ts";
import type { Access } from "../../profiles/network.ts";
import type { XCredentials } from "./schema.ts";

export const needsCredentials = {
  kind: "refused",
  because: "credentials",
  detail: "X answers no search without credentials; connect an account or give an app's bearer token",
} as const satisfies PollOutcome;

/** The same way to X, now that its credentials are known to be there. */
export function withCredentials(
  access: Access<XCredentials | null>,
  credentials: XCredentials | null,
): Access<XCredentials> | null {
  if (!credentials) return null;
  const { vault } = access;
  const present = (value: XCredentials | null) => value ?? credentials;
  return {
    ...access,
    vault: {
      read: async () => present(await vault.read()),
      renew: async (stale, renew) =>
        present(await vault.renew(stale, async (current) => renew(present(current)))),
    },
  };
}
