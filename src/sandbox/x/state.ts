import { createHash } from "node:crypto";
import { numericId, snowflakes } from "../ids.ts";
import { dropOldest, type Entry, Ledger } from "../ledger.ts";
import type { World } from "../world.ts";
import { Costs } from "./costs.ts";

/** What X knows of a post beyond its text. */
export interface TweetDetail {
  /** The first post of the conversation. */
  conversationId: string;
  inReplyToUserId: string | null;
  quotedId: string | null;
}

export type TweetEntry = Entry<TweetDetail>;

export interface Upload {
  id: string;
  contentType: string;
  totalBytes: number;
  receivedBytes: number;
  alt: string | null;
  /** `null` until finalized. */
  readyAt: Date | null;
}

export interface User {
  id: string;
  username: string;
  name: string;
  followers: number;
}

const mostKept = 50_000;
/** How long X remembers a text; X does not say, so the sandbox is strict. */
const duplicateSeconds = 24 * 3600;

/** Everything that stands on the sandboxed X. */
export class XState {
  readonly world: World;
  readonly ledger = new Ledger<TweetDetail>();
  readonly costs = new Costs();
  readonly ids = snowflakes(1_288_834_974_657, 22);
  readonly #uploads = new Map<string, Upload>();
  readonly #accountsById = new Map<string, string>();
  readonly #users = new Map<string, User>();
  readonly #recentTexts = new Map<string, Date>();

  constructor(world: World) {
    this.world = world;
  }

  /** The user of an account of ours. */
  userOf(account: string): User {
    const username = usernameOf(account);
    const user = this.meet({ handle: username, name: account, followers: 0 });
    this.#accountsById.set(user.id, account);
    if (this.#accountsById.size > mostKept) dropOldest(this.#accountsById);
    return user;
  }

  meet(author: { handle: string; name: string; followers: number }): User {
    const username = author.handle.replace(/^@/, "");
    const id = numericId(`x ${username.toLowerCase()}`);
    const user = { id, username, name: author.name, followers: author.followers };
    this.#users.set(id, user);
    if (this.#users.size > mostKept) dropOldest(this.#users);
    return user;
  }

  user(id: string): User | undefined {
    return this.#users.get(id);
  }

  accountOfId(userId: string): string | undefined {
    return this.#accountsById.get(userId);
  }

  /** The account of ours behind a username, or the name itself where it is nobody's. */
  accountOfUsername(username: string): string {
    return this.#accountsById.get(numericId(`x ${username.toLowerCase()}`)) ?? username;
  }

  keepUpload(upload: Upload): Upload {
    this.#uploads.set(upload.id, upload);
    if (this.#uploads.size > mostKept) dropOldest(this.#uploads);
    return upload;
  }

  upload(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }

  /** True when this account said the same a short time ago, even if it was deleted since. */
  saidLately(account: string, text: string, replyTo: string | null, now: Date): boolean {
    const said = this.#recentTexts.get(textKey(account, text, replyTo));
    return said !== undefined && now.getTime() - said.getTime() < duplicateSeconds * 1000;
  }

  rememberText(account: string, text: string, replyTo: string | null, now: Date): void {
    this.#recentTexts.set(textKey(account, text, replyTo), now);
    if (this.#recentTexts.size > mostKept * 4) dropOldest(this.#recentTexts);
  }

  reset(): void {
    this.ledger.reset();
    this.costs.reset();
    this.#uploads.clear();
    this.#accountsById.clear();
    this.#users.clear();
    this.#recentTexts.clear();
  }
}

/** A username as X allows it: 15 letters, digits and underscores. Longer accounts keep apart by a hash. */
function usernameOf(account: string): string {
  const plain = account.replace(/[^A-Za-z0-9_]/g, "_");
  if (plain.length <= 15 && plain === account) return plain;
  const hash = createHash("sha256").update(account).digest("hex").slice(0, 6);
  return `${plain.slice(0, 8)}_${hash}`;
}

function textKey(account: string, text: string, replyTo: string | null): string {
  return `${account} ${replyTo ?? ""} ${createHash("sha256").update(text.normalize("NFC")).digest("base64")}`;
}
