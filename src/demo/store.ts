import { Prisma, type Profile, type Workspace } from "../generated/prisma/client.ts";
import type { Platform } from "../platform/platform.ts";
import { brand, competitor, type DemoNetwork } from "./brand.ts";
import { removeWorkspace } from "./removal.ts";

type Needs = Pick<Platform, "db" | "clock">;

const intervalSeconds = 5;

/**
 * The demo workspace; made when there is none. Its key is the last thing that is made of it: one without a key is
 * what a first start left that was cut short, and is begun anew.
 */
export async function findOrMakeWorkspace(ctx: Needs): Promise<{ workspace: Workspace; isNew: boolean }> {
  const found = await ctx.db.workspace.findFirst({
    where: { isDemo: true },
    include: { apiKeys: { take: 1 } },
  });
  if (found && found.apiKeys.length > 0) return { workspace: found, isNew: false };
  const workspace = await ctx.db.$transaction(async (tx) => {
    if (found) await removeWorkspace(tx, found.id);
    const createdAt = ctx.clock();
    // The first owner owns the demo too, also one that comes back after they removed it.
    const first = await tx.user.findFirst({ orderBy: { createdAt: "asc" }, select: { id: true } });
    const memberships = first ? { create: { userId: first.id, role: "owner" as const, createdAt } } : {};
    return tx.workspace.create({ data: { name: "Démo Vigie", isDemo: true, createdAt, memberships } });
  });
  return { workspace, isNew: true };
}

/** Sources on the sandbox, a monitor for the brand on all of them and one for its competitor, and a rule that speaks up when opinion turns. */
export async function listenForBrand(
  ctx: Needs,
  workspaceId: string,
  sandboxUrl: string,
  profiles: ReadonlyMap<DemoNetwork, Profile>,
): Promise<void> {
  const now = ctx.clock();
  const common = { workspaceId, intervalSeconds, dueAt: now, createdAt: now };
  await ctx.db.$transaction(async (tx) => {
    await tx.source.createMany({
      data: [
        {
          ...common,
          network: "mastodon",
          mode: "search",
          name: "Mastodon (bac à sable)",
          baseUrl: `${sandboxUrl}/mastodon`,
          settings: { timeline: "public", search: false },
        },
        {
          ...common,
          network: "bluesky",
          mode: "search",
          name: "Bluesky (bac à sable)",
          baseUrl: `${sandboxUrl}/bluesky`,
          settings: {},
          profileId: profiles.get("bluesky")?.id ?? null,
        },
        {
          ...common,
          network: "rss",
          mode: "feed",
          name: "Blogs (bac à sable)",
          baseUrl: `${sandboxUrl}/feed`,
          settings: { url: `${sandboxUrl}/feed/rss.xml` },
        },
      ],
    });
    const monitor = await tx.monitor.create({
      data: {
        workspaceId,
        name: brand.name,
        kind: "brand",
        query: brand.query,
        allSources: true,
        createdAt: now,
        updatedAt: now,
      },
    });
    await tx.monitor.create({
      data: {
        workspaceId,
        name: competitor.name,
        kind: "competitor",
        query: competitor.query,
        allSources: true,
        createdAt: now,
        updatedAt: now,
      },
    });
    // So that a hold on the brand stops what they have queued.
    await tx.profile.updateMany({ where: { workspaceId }, data: { brandId: monitor.id } });
    await tx.alertRule.create({
      data: {
        workspaceId,
        kind: "negative-spike",
        monitorId: monitor.id,
        sensitivity: "medium",
        createdAt: now,
      },
    });
  });
}

/**
 * Points everything of the demo that lived on an earlier sandbox to this one, which is empty and has another port.
 * @returns the networks on which there are profiles there
 */
export async function moveToSandbox(
  ctx: Needs,
  workspaceId: string,
  sandboxUrl: string,
): Promise<Set<string>> {
  const [profiles, sources] = await Promise.all([
    ctx.db.profile.findMany({
      where: { workspaceId, deletedAt: null },
      select: { id: true, network: true, baseUrl: true },
    }),
    ctx.db.source.findMany({
      where: { workspaceId },
      select: { id: true, baseUrl: true, settings: true, state: true },
    }),
  ]);
  await ctx.db.$transaction([
    ...profiles.flatMap(({ id, baseUrl }) => {
      const moved = onSandbox(baseUrl, sandboxUrl);
      return moved ? [ctx.db.profile.update({ where: { id }, data: { baseUrl: moved } })] : [];
    }),
    ...sources.flatMap(({ id, baseUrl, settings, state }) => {
      const moved = onSandbox(baseUrl, sandboxUrl);
      if (!moved) return [];
      const isPaused = state === "paused";
      const data = {
        baseUrl: moved,
        ...(isFeed(settings)
          ? { settings: { url: onSandbox(settings.url, sandboxUrl) ?? settings.url } }
          : {}),
        // Ids and cursors of the earlier sandbox mean nothing in this one.
        cursor: Prisma.DbNull,
        ...(isPaused ? {} : { state: "active" as const, dueAt: ctx.clock(), rungAt: null }),
        failureCount: 0,
        emptyCount: 0,
        lastError: null,
        lastErrorAt: null,
      };
      return [ctx.db.source.update({ where: { id }, data })];
    }),
  ]);
  return new Set(
    profiles.filter(({ baseUrl }) => onSandbox(baseUrl, sandboxUrl)).map(({ network }) => network),
  );
}

/** The same place on another sandbox; null for what is not on a sandbox of the demo's kind. */
export function onSandbox(url: string, sandboxUrl: string): string | null {
  const match = /^http:\/\/127\.0\.0\.1:\d+(\/(?:mastodon|bluesky|x|wordpress|feed)(?:\/.*)?)$/.exec(url);
  return match ? `${sandboxUrl}${match[1]}` : null;
}

function isFeed(settings: unknown): settings is { url: string } {
  return (
    typeof settings === "object" && settings !== null && "url" in settings && typeof settings.url === "string"
  );
}

/** Why the demo's profiles and sources are still while it is switched off. */
const switchedOff = "the demo is switched off";

/** Lays the demo workspace to rest: its sandbox does not run, so nothing of it is tried. A later start with it wakes it. */
export async function restDemo(ctx: Pick<Needs, "db">): Promise<void> {
  const workspace = { isDemo: true };
  await ctx.db.profile.updateMany({
    where: { workspace, state: "connected" },
    data: { state: "reconnect", stateDetail: switchedOff },
  });
  await ctx.db.source.updateMany({
    where: { workspace, state: { in: ["active", "failing"] } },
    data: { state: "refused", lastError: switchedOff, dueAt: null },
  });
}
