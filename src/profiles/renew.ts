import { plusSeconds } from "../platform/clock.ts";
import { limitTo } from "../platform/limit.ts";
import type { Platform } from "../platform/platform.ts";
import type { Verifier } from "./network.ts";
import type { Oauth } from "./oauth.ts";
import { vaultOf } from "./vault.ts";

type Needs = Pick<Platform, "db" | "secrets" | "clock" | "http" | "log"> & {
  networks: ReadonlyMap<string, { verifier: Verifier | null; oauth: Oauth | null }>;
};

/** Ahead of the end by so much that a network may be away for a while without a publication noticing. */
const aheadSeconds = 3600;
const atOnce = 4;
const mostPerRound = 200;

/**
 * Renews the tokens that end within the hour, so that no publication waits for it; a profile whose access is gone is
 * to be connected again. Safe in several copies: the vault's lock lets one of them ask, and the others take its token.
 */
export async function renewTokens(ctx: Needs, signal: AbortSignal): Promise<void> {
  const now = ctx.clock();
  await ctx.db.profile.updateMany({
    where: { deletedAt: null, state: "connected", accessEndsAt: { lte: now } },
    // No words of the network's: the end was known, and says itself why.
    data: { state: "reconnect", stateDetail: null },
  });
  const due = await ctx.db.profile.findMany({
    where: { deletedAt: null, state: "connected", tokenEndsAt: { lte: plusSeconds(now, aheadSeconds) } },
    select: { id: true, network: true, baseUrl: true, credentials: true },
    orderBy: { tokenEndsAt: "asc" },
    take: mostPerRound,
  });
  const limit = limitTo(atOnce);
  await Promise.all(due.map((profile) => limit(() => renewOne(ctx, profile, signal))));
}

async function renewOne(
  ctx: Needs,
  profile: { id: string; network: string; baseUrl: string; credentials: string },
  signal: AbortSignal,
): Promise<void> {
  const { id, baseUrl } = profile;
  const network = ctx.networks.get(profile.network);
  if (!network?.verifier || !network.oauth?.renew || signal.aborted) return;
  const vault = vaultOf(ctx, { table: "profile", id }, profile.credentials, network.verifier.credentials);
  const outcome = await network.oauth.renew({ http: ctx.http, baseUrl, vault }, signal);
  switch (outcome.kind) {
    case "renewed":
      if (outcome.expiresInSeconds !== null)
        await ctx.db.profile.update({
          where: { id },
          data: { tokenEndsAt: plusSeconds(ctx.clock(), outcome.expiresInSeconds) },
        });
      return;
    case "refused":
      ctx.log.warn({ profileId: id, detail: outcome.detail }, "a token could not be renewed");
      await ctx.db.profile.update({
        where: { id },
        data: { state: "reconnect", stateDetail: outcome.detail, tokenEndsAt: null },
      });
      return;
    case "unreachable":
      // The token may be good for a while yet: the next round asks again.
      ctx.log.warn({ profileId: id, detail: outcome.detail }, "a token is not renewed yet");
      return;
  }
}
