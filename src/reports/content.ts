import type { Language } from "../messages.ts";
import type { Figures, Tally } from "../reputation/figures.ts";
import type { Comparison, Interval, Period } from "../reputation/period.ts";
import type { FigureFilter } from "../reputation/store-counts.ts";

/** All that stands in a report, read and in order: drawing it needs nothing else, and may happen in another thread. */
export interface ReportContent extends Period {
  workspace: string;
  language: Language;
  timeZone: string;
  madeAt: Date;
  interval: Interval;
  /** Null: not compared. */
  before: Period | null;
  /** What `before` is. */
  against: Comparison;
  filter: FigureFilter;
  /** At least one, in the order asked for. */
  monitors: MonitorContent[];
  /** Most mentions first; empty where there is nothing to set beside. */
  voices: Voice[];
  alerts: AlertContent;
  publications: PublicationsContent;
  /** How networks are written, by id. */
  networkNames: Readonly<Record<string, string>>;
}

export interface MonitorContent {
  name: string;
  kind: string;
  figures: Figures;
  previous: Figures | null;
  buckets: BucketContent[];
  authors: Row[];
  terms: Row[];
  /** How many mentions the terms were read from; fewer than all of them is a sample. */
  termsRead: number;
  networks: Row[];
  languages: Row[];
  sites: Row[];
  quality: Quality;
  gaps: { name: string; from: Date; to: Date | null }[];
  /** How many more there were. */
  moreGaps: number;
}

export interface BucketContent extends Period, Tally {}

/** One line of "who, of what, where". */
export interface Row {
  /** Null: none is known. */
  name: string | null;
  /** A second word about it: the network of an author. */
  detail: string | null;
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  unscored: number;
  /** By how many mentions it changed; null: not compared. */
  change: number | null;
}

export interface Voice extends Tally {
  name: string;
  share: number | null;
  previousShare: number | null;
}

/** How often people found a label of the scorer wrong. */
export interface Quality {
  judged: number;
  errorRate: number | null;
  /** With 95 % confidence. */
  low: number | null;
  high: number | null;
}

export interface AlertContent {
  total: number;
  /** Newest first; those beyond are only counted. */
  shown: {
    kind: string;
    /** Name of its monitor, or of what it is about. */
    about: string;
    state: string;
    startedAt: Date;
    resolvedAt: Date | null;
    seen: number;
    expected: number;
    authors: number;
  }[];
}

export interface PublicationsContent {
  profiles: ({ name: string; network: string } & PublicationCounts)[];
  /** Profiles beyond those shown. */
  moreProfiles: number;
  total: PublicationCounts;
}

export interface PublicationCounts {
  published: number;
  failed: number;
  unconfirmed: number;
  /** Missed or held back: it did not go out at its time, and nothing went wrong with a network. */
  stopped: number;
  /** Still to come, or under way. */
  coming: number;
}
