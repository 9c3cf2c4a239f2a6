import { z } from "zod";

/** Kinds that compare a monitor with its own past. */
export const spikeKinds = ["negative-spike", "volume-spike"] as const;
export type SpikeKind = (typeof spikeKinds)[number];

/** What a kind of rule asks for besides its monitor; each is stored with the rule as it was checked. */
export const ruleSettings = {
  "negative-spike": z.strictObject({}),
  "volume-spike": z.strictObject({}),
  /** Mentions of the monitor that a query matches. */
  keyword: z.strictObject({ query: z.string().min(1).max(2000) }),
  /** Mentions of the monitor by an author with so many followers or more. */
  "author-followers": z.strictObject({ followers: z.int().min(1).max(1_000_000_000) }),
  /** Sources that fail, or bring nothing for so long. */
  "source-silent": z.strictObject({
    silentMinutes: z
      .int()
      .min(10)
      .max(60 * 24 * 60)
      .default(24 * 60),
  }),
  /** Posts that nobody has approved so long before they are to leave: who can is reminded. */
  "approval-due": z.strictObject({
    minutesBefore: z
      .int()
      .min(5)
      .max(14 * 24 * 60)
      .default(24 * 60),
  }),
  "publication-failed": z.strictObject({}),
  "profile-reconnect": z.strictObject({}),
} as const;

export type RuleKind = keyof typeof ruleSettings;
export const ruleKinds = Object.keys(ruleSettings) as [RuleKind, ...RuleKind[]];
/** Kinds that watch the workspace itself; they have no monitor, and are looked at every minute. */
export const workspaceKinds = [
  "source-silent",
  "approval-due",
  "publication-failed",
  "profile-reconnect",
] as const;

/** A stored rule's kind and settings; what to watch. */
export type Watched =
  | { kind: "negative-spike" }
  | { kind: "volume-spike" }
  | { kind: "keyword"; query: string }
  | { kind: "author-followers"; followers: number }
  | { kind: "source-silent"; silentMinutes: number }
  | { kind: "approval-due"; minutesBefore: number }
  | { kind: "publication-failed" }
  | { kind: "profile-reconnect" };

/** @throws for a kind or settings this version does not know */
export function watchedBy(rule: { kind: string; settings: unknown }): Watched {
  switch (rule.kind) {
    case "negative-spike":
    case "volume-spike":
    case "publication-failed":
    case "profile-reconnect":
      return { kind: rule.kind };
    case "keyword":
      return { kind: rule.kind, ...ruleSettings.keyword.parse(rule.settings) };
    case "author-followers":
      return { kind: rule.kind, ...ruleSettings["author-followers"].parse(rule.settings) };
    case "source-silent":
      return { kind: rule.kind, ...ruleSettings["source-silent"].parse(rule.settings) };
    case "approval-due":
      return { kind: rule.kind, ...ruleSettings["approval-due"].parse(rule.settings) };
  }
  throw new Error(`no detector for the rule kind "${rule.kind}"`);
}
