import { base32Id } from "../ids.ts";
import { BoundedLog, dropOldest, type Entry, Ledger } from "../ledger.ts";
import type { World } from "../world.ts";
import { tids } from "./tid.ts";

/** What the repository holds of a post beyond its text. */
export interface PostDetail {
  did: string;
  rkey: string;
  cid: string;
  record: Record<string, unknown>;
  /** `mention` or `reply`: why those it notifies are told. */
  reason: string;
}

export type PostEntry = Entry<PostDetail>;

/** Somebody with a repository here: an account of ours, or an author of what others said. */
export interface Actor {
  did: string;
  handle: string;
  name: string;
  followers: number;
}

/** A record that is no post. */
export interface OtherRecord {
  uri: string;
  cid: string;
  value: Record<string, unknown>;
}

/** A Jetstream event with its filters at hand. */
export interface StreamEvent {
  timeUs: number;
  did: string;
  /** `null` for events that every subscriber gets. */
  collection: string | null;
  text: string;
}

const mostKept = 50_000;

/** Everything that stands on the sandboxed PDS, its AppView and its Jetstream. */
export class BlueskyState {
  readonly world: World;
  readonly ledger = new Ledger<PostDetail>();
  readonly tids = tids();
  readonly others = new Map<string, OtherRecord>();
  readonly events = new BoundedLog<StreamEvent>(mostKept);
  readonly #actors = new Map<string, Actor>();
  readonly #blobs = new Map<string, { mimeType: string; size: number }>();
  readonly #spentRefreshTokens = new Set<string>();
  readonly #subscribers = new Set<(event: StreamEvent) => void>();

  constructor(world: World) {
    this.world = world;
  }

  /** The actor with this account name, made when it is new. */
  meet(name: string, further: { name?: string; followers?: number } = {}): Actor {
    const did = didOf(name);
    const known = this.#actors.get(did);
    if (known) {
      known.name = further.name ?? known.name;
      known.followers = further.followers ?? known.followers;
      return known;
    }
    const actor = {
      did,
      handle: handleOf(name),
      name: further.name ?? name,
      followers: further.followers ?? 0,
    };
    this.#actors.set(did, actor);
    if (this.#actors.size > mostKept) dropOldest(this.#actors);
    const time = this.world.now().toISOString();
    this.emit(did, null, { kind: "identity", identity: { did, handle: actor.handle, seq: 0, time } });
    this.emit(did, null, { kind: "account", account: { active: true, did, seq: 0, time } });
    return actor;
  }

  /** By DID or handle; only who is known here. */
  actor(didOrHandle: string): Actor | undefined {
    const did = didOrHandle.startsWith("did:") ? didOrHandle : didOf(accountNamed(didOrHandle));
    return this.#actors.get(did);
  }

  keepBlob(cid: string, blob: { mimeType: string; size: number }): void {
    this.#blobs.set(cid, blob);
    if (this.#blobs.size > mostKept) dropOldest(this.#blobs);
  }

  blob(cid: string): { mimeType: string; size: number } | undefined {
    return this.#blobs.get(cid);
  }

  /** True the first time: a refresh token is good for one use. */
  spend(refreshToken: string): boolean {
    if (this.#spentRefreshTokens.has(refreshToken)) return false;
    this.#spentRefreshTokens.add(refreshToken);
    if (this.#spentRefreshTokens.size > mostKept) dropOldest(this.#spentRefreshTokens);
    return true;
  }

  /** Tells the Jetstream. */
  emit(did: string, collection: string | null, payload: Record<string, unknown>): void {
    const timeUs = this.tids.microseconds(this.world.now());
    const event = { timeUs, did, collection, text: JSON.stringify({ did, time_us: timeUs, ...payload }) };
    this.events.push(event);
    for (const subscriber of this.#subscribers) subscriber(event);
  }

  watch(subscriber: (event: StreamEvent) => void): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  reset(): void {
    this.ledger.reset();
    this.others.clear();
    this.events.clear();
    this.#actors.clear();
    this.#blobs.clear();
    this.#spentRefreshTokens.clear();
  }
}

/** The account's name as its posts carry it: `marie` for `marie`, `@Marie` and `marie.test`. */
export function accountNamed(identifier: string): string {
  const name = identifier
    .toLowerCase()
    .replace(/^@/, "")
    .replace(/[@_]/g, ".")
    .replace(/[^a-z0-9.-]/g, "-");
  return name.replace(/\.test$/, "");
}

function handleOf(name: string): string {
  return name.includes(".") ? name : `${name}.test`;
}

function didOf(name: string): string {
  return `did:plc:${base32Id(`bluesky ${name}`, 24)}`;
}
