import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import type { Verifier } from "./network.ts";
import { lockSealed, unstoredVault } from "./vault.ts";

/** A profile that is not connected any more, with the secrets it had. */
export interface Disconnected {
  id: string;
  network: string;
  baseUrl: string;
  remoteId: string;
  sealed: string;
}

/** A network that does not answer keeps the person who disconnects waiting for no longer. */
const waitSeconds = 5;

/**
 * Takes a profile away with its secrets; the row stays for the history of what went out. Whoever renews them at this
 * moment is waited for, so that what is returned is the newest.
 */
export async function takeAway(
  tx: Transaction,
  profile: Omit<Disconnected, "sealed">,
  now: Date,
): Promise<Disconnected> {
  const { id, network, baseUrl, remoteId } = profile;
  const sealed = await lockSealed(tx, { table: "profile", id });
  await tx.profile.update({ where: { id }, data: { deletedAt: now, credentials: "" } });
  return { id, network, baseUrl, remoteId, sealed };
}

/**
 * Asks the network to end what it had opened for us. Vigie has forgotten it already, so a network that does not is
 * noted in the log and nowhere else. Nothing is ended while another workspace speaks for the same account: networks
 * give the same client the same token again.
 */
export async function giveBack(
  ctx: Pick<Platform, "db" | "secrets" | "http" | "log">,
  verifier: Verifier | null,
  { id, sealed, network, baseUrl, remoteId }: Disconnected,
): Promise<void> {
  if (!verifier?.revoke) return;
  const noted = { profileId: id, network };
  try {
    const shared = await ctx.db.profile.findFirst({
      where: { network, baseUrl, remoteId, deletedAt: null },
      select: { id: true },
    });
    if (shared) return;
    const { vault } = unstoredVault(verifier.credentials.parse(JSON.parse(ctx.secrets.open(sealed, id))));
    const signal = AbortSignal.timeout(waitSeconds * 1000);
    const outcome = await verifier.revoke({ http: ctx.http, baseUrl, vault }, signal);
    if (outcome.kind === "not-revoked")
      ctx.log.warn({ ...noted, detail: outcome.detail }, "a network did not end the access to a profile");
  } catch (err) {
    ctx.log.error({ ...noted, err }, "the access to a profile could not be given back");
  }
}
