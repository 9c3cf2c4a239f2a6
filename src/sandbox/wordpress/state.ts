import { BoundedLog, dropOldest, type Entry, Ledger } from "../ledger.ts";
import type { World } from "../world.ts";

/** What WordPress knows of a post or comment beyond its text. */
export type WordPressDetail = PostDetail | CommentDetail;

export interface PostDetail {
  kind: "post";
  title: string;
  content: string;
  excerpt: string;
  status: string;
  featuredMedia: number;
  categories: number[];
  tags: number[];
}

interface CommentDetail {
  kind: "comment";
  number: number;
  post: number;
  parent: number;
  status: string;
}

export type WordPressEntry = Entry<WordPressDetail>;
export type PostEntry = Entry<WordPressDetail> & { detail: PostDetail };
export type CommentEntry = Entry<WordPressDetail> & { detail: CommentDetail };

export interface MediaItem {
  id: number;
  contentType: string;
  fileName: string;
  alt: string;
  caption: string;
  title: string;
  date: Date;
}

const mostKept = 50_000;

/** Everything that stands on the sandboxed site. Posts and media share their numbers, comments have their own. */
export class WordPressState {
  readonly world: World;
  readonly ledger = new Ledger<WordPressDetail>();
  readonly comments = new BoundedLog<CommentEntry>(mostKept);
  readonly slugs = new Map<string, string>();
  readonly said = new Set<string>();
  readonly #media = new Map<number, MediaItem>();
  #lastId = 1;
  #lastComment = 0;

  constructor(world: World) {
    this.world = world;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  nextComment(): number {
    this.#lastComment += 1;
    return this.#lastComment;
  }

  post(id: string): PostEntry | undefined {
    const entry = this.ledger.get(id);
    return entry && isPost(entry) ? entry : undefined;
  }

  /** The slug if it is free, else with the lowest free number, as `wp_unique_post_slug()` makes it. */
  uniqueSlug(slug: string, ownId: string): string {
    let candidate = slug;
    for (let number = 2; (this.slugs.get(candidate) ?? ownId) !== ownId; number += 1)
      candidate = `${slug}-${number}`;
    this.slugs.set(candidate, ownId);
    if (this.slugs.size > mostKept * 4) dropOldest(this.slugs);
    return candidate;
  }

  addComment(entry: CommentEntry): CommentEntry {
    this.ledger.add(entry);
    this.comments.push(entry);
    return entry;
  }

  /** False when the same was said before on that post. */
  sayOnce(key: string): boolean {
    if (this.said.has(key)) return false;
    this.said.add(key);
    if (this.said.size > mostKept) dropOldest(this.said);
    return true;
  }

  keepMedia(item: MediaItem): MediaItem {
    this.#media.set(item.id, item);
    if (this.#media.size > mostKept) dropOldest(this.#media);
    return item;
  }

  media(id: number): MediaItem | undefined {
    return this.#media.get(id);
  }

  reset(): void {
    this.ledger.reset();
    this.comments.clear();
    this.slugs.clear();
    this.said.clear();
    this.#media.clear();
    this.#lastId = 1;
    this.#lastComment = 0;
  }
}

export function isPost(entry: WordPressEntry): entry is PostEntry {
  return entry.detail.kind === "post";
}
