import { randomUUID } from "node:crypto";
import { z } from "zod";
import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256, WrongKey } from "../platform/secrets.ts";
import type { OauthClient } from "./oauth.ts";

type Needs = Pick<Platform, "db" | "secrets" | "clock">;

/** How long a person may take on the network's page. */
const trySeconds = 600;

/**
 * Mastodon removes what was registered and led to no token within a day; a person would then land on a page that
 * says so and leads nowhere. https://github.com/mastodon/mastodon/blob/main/app/lib/vacuum/applications_vacuum.rb
 */
const appSeconds = 20 * 3600;

/** Somebody on the way to a network's consent page and back. */
export interface Try {
  workspaceId: string;
  sessionId: string;
  network: string;
  baseUrl: string;
  profileId: string | null;
}

const TrySecrets = z.object({
  verifier: z.string(),
  client: z.object({ id: z.string(), secret: z.string().nullable() }),
});
export type TrySecrets = z.infer<typeof TrySecrets>;

export async function keepTry(ctx: Needs, state: string, of: Try, secrets: TrySecrets): Promise<void> {
  const stateHash = sha256(state);
  await ctx.db.oauthTry.create({
    data: {
      ...of,
      stateHash,
      secrets: ctx.secrets.seal(JSON.stringify(secrets), stateHash),
      endsAt: plusSeconds(ctx.clock(), trySeconds),
    },
  });
}

/** The try that began with this state, once; null when there is none, it was used, or it took too long. */
export async function takeTry(ctx: Needs, state: string): Promise<(Try & TrySecrets) | null> {
  const stateHash = sha256(state);
  const found = await ctx.db.oauthTry.findUnique({ where: { stateHash } });
  const { count } = await ctx.db.oauthTry.deleteMany({ where: { stateHash } });
  if (!found || count !== 1 || found.endsAt <= ctx.clock()) return null;
  return { ...found, ...TrySecrets.parse(JSON.parse(ctx.secrets.open(found.secrets, stateHash))) };
}

export interface AppPlace {
  network: string;
  baseUrl: string;
  redirectUri: string;
}

/** What a server registered us as not long ago; null: register (again). */
export async function knownApp(ctx: Needs, place: AppPlace): Promise<OauthClient | null> {
  const app = await ctx.db.oauthApp.findUnique({
    where: { network_baseUrl_redirectUri: place },
  });
  if (!app || plusSeconds(app.registeredAt, appSeconds) <= ctx.clock()) return null;
  try {
    return TrySecrets.shape.client.parse(JSON.parse(ctx.secrets.open(app.client, app.id)));
  } catch (error) {
    // Sealed with a key that is gone: registering again costs a call, and nobody has to know.
    if (error instanceof WrongKey) return null;
    throw error;
  }
}

export async function keepApp(ctx: Needs, place: AppPlace, client: OauthClient): Promise<void> {
  const id = randomUUID();
  const columns = { id, client: ctx.secrets.seal(JSON.stringify(client), id), registeredAt: ctx.clock() };
  await ctx.db.oauthApp.upsert({
    where: { network_baseUrl_redirectUri: place },
    create: { ...place, ...columns },
    update: columns,
  });
}

/** The server no longer knows us: the next try registers anew. */
export async function forgetApp(ctx: Needs, place: AppPlace): Promise<void> {
  await ctx.db.oauthApp.deleteMany({ where: place });
}
