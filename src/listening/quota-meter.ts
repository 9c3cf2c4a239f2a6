import { createHash } from "node:crypto";
import { observing } from "../platform/http.ts";
import type { Access } from "../profiles/network.ts";
import { type Answered, type Quota, quotaIn } from "./quota.ts";

/** Counts what one poll asks, and reads what the answers say is left. */
export interface QuotaMeter {
  calls(): number;
  quota(): Quota | null;
  /** Whether an answer said that there were too many calls. */
  wasLimited(): boolean;
}

/** The same access, metered. */
export function metered(
  access: Access<unknown>,
  clock: () => Date,
): { access: Access<unknown>; meter: QuotaMeter } {
  let calls = 0;
  let quota: Quota | null = null;
  let isLimited = false;
  const answered = (answer: Answered) => {
    calls += 1;
    quota = quotaIn(answer, clock()) ?? quota;
    isLimited ||= answer.status === 429;
  };
  return {
    access: { ...access, http: observing(access.http, answered), answered },
    meter: { calls: () => calls, quota: () => quota, wasLimited: () => isLimited },
  };
}

const whose = ["identifier", "username", "clientId", "appKey", "accessToken", "bearerToken"];

/**
 * What sources that share a quota have in common: the server, and the profile or credentials with which they ask. The
 * same in all workspaces, because a server counts by account, or without one by address.
 */
export async function quotaKeyOf(
  source: { network: string; baseUrl: string; settings: unknown; profile: { id: string } | null },
  access: Access<unknown>,
): Promise<string> {
  const { network, baseUrl, settings, profile } = source;
  const url = typeof settings === "object" && settings !== null && "url" in settings ? settings.url : null;
  const address = baseUrl || (typeof url === "string" ? url : "");
  const origin = URL.canParse(address) ? new URL(address).origin : address;
  const credentials = profile === null ? await access.vault.read() : null;
  const given = typeof credentials === "object" && credentials !== null ? Object.entries(credentials) : [];
  const caller = given.find(([name, value]) => whose.includes(name) && typeof value === "string");
  const parts = [network, origin, profile?.id ?? "", ...(caller ?? [])];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 24);
}
