import { numericId, snowflakes } from "../ids.ts";
import { dropOldest, type Entry, Ledger } from "../ledger.ts";
import type { World } from "../world.ts";

/** What Mastodon knows of a status beyond its text. */
export interface StatusDetail {
  spoilerText: string;
  visibility: string;
  sensitive: boolean;
  editedAt: Date | null;
}

export type StatusEntry = Entry<StatusDetail>;

export interface Attachment {
  id: string;
  contentType: string;
  alt: string | null;
  readyAt: Date;
}

const mostKept = 20_000;

/** Everything that stands on the sandboxed Mastodon server. */
export class MastodonState {
  readonly world: World;
  readonly ledger = new Ledger<StatusDetail>();
  readonly ids = snowflakes(0, 16);
  /** Names that have an account here: those who posted or were spoken of. */
  readonly names = new Set<string>();
  readonly #namesById = new Map<string, string>();
  readonly #media = new Map<string, Attachment>();
  readonly #keys = new Map<string, { statusId: string; at: Date }>();

  constructor(world: World) {
    this.world = world;
  }

  meet(name: string): void {
    if (this.names.has(name)) return;
    this.names.add(name);
    this.#namesById.set(numericId(`mastodon ${name}`), name);
    if (this.names.size > mostKept) {
      dropOldest(this.names);
      dropOldest(this.#namesById);
    }
  }

  nameOf(accountId: string): string | undefined {
    return this.#namesById.get(accountId);
  }

  keepMedia(attachment: Attachment): Attachment {
    this.#media.set(attachment.id, attachment);
    if (this.#media.size > mostKept) dropOldest(this.#media);
    return attachment;
  }

  media(id: string): Attachment | undefined {
    return this.#media.get(id);
  }

  /** The status that was made under this key in the hour before `arrivedAt`: of two calls that overlap, both post. */
  madeUnder(account: string, key: string, arrivedAt: Date): string | undefined {
    const made = this.#keys.get(`${account} ${key}`);
    const ageMs = made ? arrivedAt.getTime() - made.at.getTime() : -1;
    return ageMs >= 0 && ageMs < 3_600_000 ? made?.statusId : undefined;
  }

  rememberKey(account: string, key: string, statusId: string, now: Date): void {
    this.#keys.set(`${account} ${key}`, { statusId, at: now });
    if (this.#keys.size > mostKept) dropOldest(this.#keys);
  }

  reset(): void {
    this.ledger.reset();
    this.names.clear();
    this.#namesById.clear();
    this.#media.clear();
    this.#keys.clear();
  }
}
