import type { z } from "zod";
import type { Access } from "../profiles/network.ts";

export const sourceModes = ["feed", "search", "stream", "replies"] as const;
export type SourceMode = (typeof sourceModes)[number];

/** One text as a source found it, before normalising. */
export interface RawMention {
  /** The network's own permanent id of the text. */
  remoteId: string;
  url: string | null;
  text: string;
  /** How `text` is written. HTML becomes plain text in `mention.ts`. */
  format: "plain" | "html";
  title?: string | null;
  /** What the network says the language is; only a hint. */
  language: string | null;
  author: { handle: string; name: string | null; followers: number | null } | null;
  /** `null` where the source gives none: the time of collection is taken. */
  publishedAt: Date | null;
  engagement: { likes: number; shares: number; replies: number };
  /**
   * When its author last changed it; "now": the source shows every text as it stands, without saying since when.
   * Absent: it is not known to have been changed.
   */
  editedAt?: Date | "now" | null;
  /** What the server asked calls it, where that is not `remoteId`: under it deletions and counts are told. */
  sourceRef?: string | null;
}

/** Where a source stands: plain JSON of the connector's own, kept in the transaction that stores the mentions. */
export type Cursor = { readonly [key: string]: string | number | boolean | null };

export interface PollRequest<Credentials, Settings> {
  access: Access<Credentials | null>;
  settings: Settings;
  /** Words the monitors listen for, for networks that search: plain terms and phrases, already deduplicated. */
  terms: readonly string[];
  cursor: Cursor | null;
  now: Date;
  /** More is not to be asked for at once: what a budget still pays for. Absent: as many as usual. */
  itemsAtMost?: number;
}

/** What could not be read; `remoteId` null: not even its id. */
export interface Rejected {
  remoteId: string | null;
  reason: string;
}

export type PollOutcome =
  | {
      kind: "page";
      mentions: RawMention[];
      cursor: Cursor;
      /** True when the network has more to give right now. */
      more: boolean;
      /** Not before this many seconds, where the network says so (max-age, ttl, rate limit left). */
      notBeforeSeconds?: number;
      /** Items that could not be read, with the reason: set aside and shown, never a stuck source. */
      rejected?: Rejected[];
      /** New address after a permanent redirect. */
      movedTo?: string;
    }
  | { kind: "unchanged"; notBeforeSeconds?: number }
  /** Try later; `detail` says why in words. */
  | { kind: "retry"; afterSeconds?: number; detail: string }
  /** It will not work until a person changes something. */
  | { kind: "refused"; because: "credentials" | "settings" | "gone"; detail: string };

/** A source that is asked now and then. */
export interface PolledSource<Credentials = unknown, Settings = unknown>
  extends Refreshing<Credentials, Settings> {
  kind: "polled";
  settings: z.ZodType<Settings>;
  /** Credentials it can do without are `null`. */
  needsCredentials: boolean;
  defaultIntervalSeconds: number;
  /** Calls that the network allows to one caller, as it states. Absent: it states none. */
  allowance?: Allowance;
  /** What reading costs; absent: nothing. */
  price?: Price<Settings>;
  poll(request: PollRequest<Credentials, Settings>, signal: AbortSignal): Promise<PollOutcome>;
  /** For sources that a person names by an address: what is there. Asked before the source is made. */
  look?(
    request: Pick<PollRequest<Credentials, Settings>, "access" | "settings">,
    signal: AbortSignal,
  ): Promise<Looked>;
}

/** For networks that charge for each item that is read. */
export interface Price<Settings = unknown> {
  itemUsd: number;
  /** How many items one call brings at most, and how many the network lets one ask for at least. */
  mostItems: number;
  leastItems: number;
  /** What a month (UTC) may cost at most; undefined: nobody said. */
  budgetUsd(settings: Settings): number | undefined;
}

interface Refreshing<Credentials, Settings> {
  /** Reads anew how much notice texts got. Absent: the network cannot be asked. */
  refresher?: Refresher<Credentials>;
  /** Whether a source with these settings wants that; absent: always. For networks that charge for each reading. */
  wantsRefresh?(settings: Settings): boolean;
}

export interface Refresher<Credentials = unknown> {
  /** How many texts may be asked for together. */
  atOnce: number;
  refresh(
    request: { access: Access<Credentials | null>; texts: readonly NamedText[]; now: Date },
    signal: AbortSignal,
  ): Promise<RefreshOutcome>;
}

export type NamedText = Pick<Required<RawMention>, "remoteId" | "sourceRef">;

export type RefreshOutcome =
  /** Texts in neither list stay as they are. `gone`: the network says that they are not there any more. */
  | { kind: "counted"; counts: (Pick<RawMention, "remoteId"> & RawMention["engagement"])[]; gone: string[] }
  | Exclude<PollOutcome, { kind: "page" | "unchanged" }>;

/** For networks whose streams tell an author's id and whose searches tell a handle: their remote ids say that both are one. */
export interface AuthorIds {
  idIn(remoteId: string): string | null;
  /** What the remote ids of all texts of an author begin with. */
  beginningOf(id: string): string;
}

export interface Allowance {
  calls: number;
  perSeconds: number;
}

/** Whether mentions of a source with these settings are to be read anew. @param settings as its schema gave them */
export function isRefreshed<Settings>(source: Refreshing<never, Settings>, settings: Settings): boolean {
  return source.refresher !== undefined && (source.wantsRefresh?.(settings) ?? true);
}

/** What is at the address of a source. */
export type Looked =
  /** What is wanted, or nothing that could be told now: a server that is down may be up later. */
  | { kind: "fine" }
  /** Something else; `found` are addresses, named by it or usual beside it, that would do. */
  | { kind: "other"; detail: string; found: string[] };

export interface StreamBatch {
  mentions: RawMention[];
  /** Texts that their authors deleted, by `remoteId` or by `sourceRef`. */
  deleted: string[];
  cursor: Cursor;
  /** Items that could not be read, with the reason: set aside and shown. */
  rejected?: Rejected[];
}

/** Whether a monitor asks for it. For streams that bring much that nobody does: the rest is not handed over. */
export type Wants = (mention: RawMention) => boolean;

/** A source that holds one connection and hands over what comes. Ends by returning (reconnect) or throwing. */
export interface StreamedSource<Credentials = unknown, Settings = unknown>
  extends Refreshing<Credentials, Settings> {
  kind: "streamed";
  settings: z.ZodType<Settings>;
  needsCredentials: boolean;
  /** Of the calls by which it catches up; the stream itself is one connection. */
  allowance?: Allowance;
  /**
   * Yields batches at least every second while something comes in, until `signal` aborts.
   * Answers with why it ended, as polling would.
   */
  stream(
    request: PollRequest<Credentials, Settings> & { wants: Wants },
    signal: AbortSignal,
  ): AsyncGenerator<StreamBatch, Exclude<PollOutcome, { kind: "page" }>>;
}

export type Source = PolledSource | StreamedSource;
