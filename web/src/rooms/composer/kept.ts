import { del, get, set } from "idb-keyval";
import type { Draft } from "./draft.ts";

/** What a device keeps of a text that the server does not have yet. */
export interface Kept {
  draft: Draft;
  /** The version of the post that was changed; null: it has never been on the server. */
  version: number | null;
}

/** @param post its id; null: the new one */
const nameOf = (workspace: string, post: string | null) => `draft/${workspace}/${post ?? "new"}`;

/** A device that keeps nothing (a private window, a full disk) is none to rely on, and no reason to stop writing. */
export async function keep(workspace: string, post: string | null, kept: Kept): Promise<boolean> {
  return set(nameOf(workspace, post), kept).then(
    () => true,
    () => false,
  );
}

/** A browser without a store of its own (a private window, a full disk) has nothing to forget, nor to give back. */
export async function forget(workspace: string, post: string | null): Promise<void> {
  await del(nameOf(workspace, post)).catch(() => undefined);
}

export async function keptFor(workspace: string, post: string | null): Promise<Kept | null> {
  return (await get<Kept>(nameOf(workspace, post)).catch(() => undefined)) ?? null;
}

const lastProfilesName = (workspace: string) => `vigie-profiles-${workspace}`;

/** The profiles of last time: whoever posts on two networks today posts on them tomorrow. */
export function lastProfiles(workspace: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(lastProfilesName(workspace)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function keepLastProfiles(workspace: string, profiles: readonly string[]): void {
  try {
    localStorage.setItem(lastProfilesName(workspace), JSON.stringify(profiles));
  } catch {
    // Chosen anew next time.
  }
}
