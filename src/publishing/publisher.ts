import type { FieldProblem } from "../errors.ts";
import type { Access, NetworkLimits } from "../profiles/network.ts";

/** What goes out on one profile: the post with this profile's variant applied. */
export interface Content {
  text: string;
  /** Further parts, each answering the one before. */
  thread: readonly string[];
  firstComment: string | null;
  media: readonly MediaItem[];
  /** Options of the network's own, such as `visibility` or `title`; checked by the publisher's `problems`. */
  options: Readonly<Record<string, unknown>>;
  /** BCP 47 language of the text, when known. */
  language: string | null;
  /** What it answers; null: nothing, "erased": a mention that Vigie keeps no more. */
  replyTo: Answered | "erased" | null;
}

/** Somebody's text that a publication answers: a mention, as its network knows it. */
export interface Answered {
  /** The network's permanent id of it. */
  remoteId: string;
  /** What the profile's own server calls it, where it was found there. */
  localId: string | null;
  author: string | null;
}

export interface MediaItem {
  id: string;
  contentType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  altText: string | null;
}

/** Everything a publisher needs for one publication. Stays the same in every attempt at it. */
export interface PublicationRequest<Credentials> {
  publicationId: string;
  /** The instant the publication was first claimed: record keys and dates that must not change derive from it. */
  firstAttemptAt: Date;
  content: Content;
  /** The account as the network named it when the profile was connected. */
  account: { remoteId: string; handle: string };
  limits: NetworkLimits;
  access: Access<Credentials>;
  readMedia(mediaId: string): Promise<Uint8Array>;
}

/** What a step leaves for later steps and attempts: plain JSON, such as a remote id. */
export type StepValue = { readonly [key: string]: string | number | boolean | null };
/** Values of the steps done so far, by step name. */
export type StepValues = Readonly<Record<string, StepValue>>;

/** What came of one step. Publishers answer; they do not throw for what networks normally do. */
export type StepOutcome =
  | { kind: "done"; value: StepValue }
  /** Asking again is no use. `detail` in the network's own words. */
  | { kind: "rejected"; because: "content" | "credentials" | "forbidden" | "gone"; detail: string }
  /** Nothing was written. `pauses` "profile": a rate limit that holds for all of this profile's publications. */
  | { kind: "retry"; afterSeconds?: number; pauses?: "profile"; detail: string }
  /** The request may have arrived. Never repeated unasked: `find` is asked first. */
  | { kind: "unconfirmed"; detail: string };

/** What reading back says of a step whose answer never came. */
export type FindOutcome =
  | { kind: "found"; value: StepValue }
  | { kind: "absent" }
  | { kind: "unknown"; detail: string };

export interface PublishStep {
  /** Stable over attempts, such as `media-1`, `part-2`: the name under which its value is kept. */
  name: string;
  /** False where a repetition has no effect anybody could see (an upload that is never attached). */
  visible: boolean;
  run(done: StepValues, signal: AbortSignal): Promise<StepOutcome>;
  /**
   * Looks on the network for the effect of an earlier `run` whose answer never came.
   * Absent on networks that cannot be asked: a person decides then.
   * @param since the instant that `run` began; look a little earlier, clocks differ
   */
  find?(done: StepValues, since: Date, signal: AbortSignal): Promise<FindOutcome>;
}

/** A publication as seen on its network. */
export interface Published {
  remoteId: string;
  url: string;
}

/** How one answers on a network. Its steps begin with the one of `answered`, in publishing/replies.ts. */
export interface Replies {
  /** How an answer names, at its start, whom it answers; null where the network tells them by itself. */
  address(author: string): string | null;
  /** False where the profile at this base URL has no way to it, such as to a comment on another site. Absent: always. */
  reaches?(answered: Answered, baseUrl: string): boolean;
}

/** The publishing side of a connector. Pure but for `run` and `find` of its steps. */
export interface Publisher<Credentials = unknown> {
  /** Limits where the server itself states none. */
  limits: NetworkLimits;
  /** Permissions that publishing asks for, where access comes with permissions. */
  scopes?: readonly string[];
  /** How many publications the network takes from one account in 24 hours. */
  postsPerDay?: number;
  /** What the network charges for this content, in thousandths of a US dollar; absent where it charges nothing. */
  costMilliUsd?(content: Content): number;
  /** Answering what others said; absent where Vigie cannot. */
  replies?: Replies;
  /** How long a write may need to appear in what `find` reads, in seconds. */
  readBackAfterSeconds: number;
  /** Length of one part by the network's own counting rule. */
  countCharacters(text: string, limits: NetworkLimits): number;
  /** What the network would refuse of this content beyond the limits that are common to all. Pointers are into Content (`/text`, `/thread/0`, `/options/title`). */
  problems(content: Content, limits: NetworkLimits): FieldProblem[];
  /** The steps of a publication, in order. They run one after the other; each is kept as it succeeds. */
  steps(request: PublicationRequest<Credentials>): PublishStep[];
  /**
   * Takes away a draft that an attempt left, given the value of its step. May be repeated; leaves alone what a person
   * made public there, and is done where it is gone already. Absent where no step leaves a draft.
   */
  withdraw?(access: Access<Credentials>, draft: StepValue, signal: AbortSignal): Promise<StepOutcome>;
  /** What the network now shows, from the values of all steps. */
  published(request: PublicationRequest<Credentials>, done: StepValues): Published;
}
