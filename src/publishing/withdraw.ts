import type { Platform } from "../platform/platform.ts";
import { vaultOf } from "../profiles/vault.ts";
import { decideWithdrawal } from "./decision.ts";
import type { Publishers } from "./publish.ts";
import { claimRemoteDraft, settleRemoteDraft } from "./store-remote-drafts.ts";

type Needs = Platform & { publishers: Publishers };

/**
 * One try at taking away a draft that a cancelled or removed publication left on its network. Called twice, the second
 * call finds nothing to claim; a try that broke off is made again.
 */
export async function withdraw(ctx: Needs, id: string, signal: AbortSignal): Promise<void> {
  const claimed = await claimRemoteDraft(ctx.db, id, ctx.clock());
  if (!claimed) return;
  const { profile, publicationId } = claimed;
  const network = ctx.publishers.get(profile.network);
  if (!network?.publisher.withdraw) throw new Error(`no connector takes back drafts on "${profile.network}"`);
  const vault = vaultOf(ctx, { table: "profile", id: profile.id }, profile.credentials, network.credentials);
  const access = { http: ctx.http, baseUrl: profile.baseUrl, vault };
  const outcome = await network.publisher.withdraw(access, claimed.value, signal);
  const now = ctx.clock();
  const decision = decideWithdrawal(outcome, { tries: claimed.tries, now, chance: ctx.chance() });
  await settleRemoteDraft(ctx.db, claimed, decision, now);
  const fields = { publicationId, network: profile.network, outcome: outcome.kind, decision: decision.kind };
  if (decision.kind === "leave") ctx.log.warn(fields, "a draft stays on its network");
  else ctx.log.info(fields, "draft taken back");
}
