import type { NetworkId } from "./wire.ts";

/** One text on a sandboxed network: posted through its API, or said by others. */
export interface Entry<Detail = unknown> {
  readonly id: string;
  readonly network: NetworkId;
  /** The account whose call made it; `null` for what others said. */
  readonly account: string | null;
  readonly author: { handle: string; name: string; followers: number };
  text: string;
  /** What the network states as its date. */
  createdAt: Date;
  /** When the sandbox took it in. */
  acceptedAt: Date;
  /** Rises by one with every entry of the sandbox. */
  sequence: number;
  readonly replyTo: string | null;
  readonly media: readonly { id: string; alt: string | null }[];
  readonly idempotencyKey?: string;
  slug?: string;
  /** False for drafts. */
  isPublic: boolean;
  deletedAt: Date | null;
  /** Accounts that were notified of it. */
  readonly notifies: readonly string[];
  readonly language: string | null;
  /** In lower case, without `#`. */
  readonly tags: readonly string[];
  /** How others received it; absent: not at all. */
  engagement?: { likes: number; shares: number; replies: number };
  /** What only this network knows of it. */
  detail: Detail;
}

export type Change<Detail> = { kind: "added" | "changed" | "removed"; entry: Entry<Detail> };

const mostEntries = 200_000;
const mostAccounts = 20_000;
const mostPerAccount = 50_000;

/** What stands on one network, oldest first. Memory is bounded: the oldest is forgotten first. */
export class Ledger<Detail> {
  readonly #byId = new Map<string, Entry<Detail>>();
  readonly #all = new BoundedLog<Entry<Detail>>(mostEntries);
  readonly #byAccount = new Map<string, BoundedLog<Entry<Detail>>>();
  readonly #notified = new Map<string, BoundedLog<Entry<Detail>>>();
  readonly #listeners = new Set<(change: Change<Detail>) => void>();

  add(entry: Entry<Detail>): Entry<Detail> {
    this.#byId.set(entry.id, entry);
    if (this.#byId.size > mostEntries) dropOldest(this.#byId);
    this.#all.push(entry);
    if (entry.account !== null) logOf(this.#byAccount, entry.account).push(entry);
    for (const account of entry.notifies) logOf(this.#notified, account).push(entry);
    if (entry.isPublic) this.#tell({ kind: "added", entry });
    return entry;
  }

  get(id: string): Entry<Detail> | undefined {
    const entry = this.#byId.get(id);
    return entry?.deletedAt ? undefined : entry;
  }

  /** Takes the entry down; until it is added anew under the same id. */
  remove(id: string, now: Date): Entry<Detail> | undefined {
    const entry = this.get(id);
    if (!entry) return undefined;
    entry.deletedAt = now;
    if (entry.isPublic) this.#tell({ kind: "removed", entry });
    return entry;
  }

  /** Makes a draft public now: to readers it is a new entry. */
  publish(entry: Entry<Detail>, now: Date, sequence: number): void {
    entry.isPublic = true;
    entry.acceptedAt = now;
    entry.sequence = sequence;
    this.#tell({ kind: "added", entry });
  }

  /** Tells those who watch that the entry was edited. */
  changed(entry: Entry<Detail>): void {
    this.#tell({ kind: "changed", entry });
  }

  all(): readonly Entry<Detail>[] {
    return this.#all.items;
  }

  ofAccount(account: string): readonly Entry<Detail>[] {
    return this.#byAccount.get(account)?.items ?? [];
  }

  notifying(account: string): readonly Entry<Detail>[] {
    return this.#notified.get(account)?.items ?? [];
  }

  /** Calls for every entry that appears or goes; returns how to stop. */
  watch(listener: (change: Change<Detail>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reset(): void {
    this.#byId.clear();
    this.#all.clear();
    this.#byAccount.clear();
    this.#notified.clear();
  }

  #tell(change: Change<Detail>): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** A list that keeps between `most` and twice `most` of its newest items; adding costs the same whatever its length. */
export class BoundedLog<Item> {
  items: Item[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  push(item: Item): void {
    this.items.push(item);
    if (this.items.length >= this.#most * 2) this.items = this.items.slice(-this.#most);
  }

  clear(): void {
    this.items = [];
  }
}

/** Forgets what was put into the map first. */
export function dropOldest<Key>(map: Map<Key, unknown> | Set<Key>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

function logOf<Item>(logs: Map<string, BoundedLog<Item>>, account: string): BoundedLog<Item> {
  let log = logs.get(account);
  if (!log) {
    log = new BoundedLog<Item>(mostPerAccount);
    logs.set(account, log);
    if (logs.size > mostAccounts) dropOldest(logs);
  }
  return log;
}
