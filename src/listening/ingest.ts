import { randomUUID } from "node:crypto";
import type { Platform } from "../platform/platform.ts";
import { detectLanguage } from "../sentiment/language.ts";
import { scoreText } from "../sentiment/score.ts";
import { normalise } from "./mention.ts";
import { type Listening, matching } from "./monitors.ts";
import type { RawMention } from "./source.ts";
import * as store from "./store.ts";
import { fingerprint } from "./story.ts";

/** What became of a batch. */
export interface Ingested {
  stored: number;
  /** Already there, by network and remote id. */
  duplicate: number;
  /** No monitor asked for it. */
  unmatched: number;
  /** Could not be read; `index` is the place in the batch. */
  rejected: { index: number; remoteId: string; reason: string }[];
}

export interface Batch {
  workspaceId: string;
  /** Null: a file. */
  sourceId: string | null;
  items: readonly { network: string; raw: RawMention }[];
}

/**
 * From raw texts to stored, scored, counted mentions. Storing is one transaction, into which `alongside` writes what
 * must move with it (a source's cursor). The same batch twice stores each mention once.
 */
export async function ingest(
  ctx: Pick<Platform, "db" | "clock">,
  listening: Listening,
  batch: Batch,
  alongside: store.Alongside = async () => undefined,
): Promise<Ingested> {
  const now = ctx.clock();
  const rejected: Ingested["rejected"] = [];
  const mentions: store.NewMention[] = [];
  let unmatched = 0;
  batch.items.forEach(({ network, raw }, index) => {
    const normalised = normalise(raw, network, now);
    if (normalised.kind === "rejected") {
      rejected.push({ index, remoteId: raw.remoteId, reason: normalised.reason });
      return;
    }
    const { mention } = normalised;
    const language = languageOf(mention.text, mention.language);
    const monitors = matching(listening, batch.sourceId, {
      text: mention.text,
      language,
      network,
      authorHandle: mention.author?.handle ?? null,
      url: mention.url,
    });
    if (monitors.length === 0) {
      unmatched += 1;
      return;
    }
    const scored = scoreText(mention.text, language);
    mentions.push({
      id: randomUUID(),
      network,
      remoteId: mention.remoteId,
      url: mention.url,
      text: mention.text,
      language,
      label: scored?.label ?? null,
      score: scored?.score ?? null,
      words: scored?.words ?? [],
      author: mention.author,
      engagement: mention.engagement,
      story: fingerprint(mention.text),
      publishedAt: mention.publishedAt,
      monitors,
    });
  });
  const stored = await store.storeMentions(ctx.db, batch.workspaceId, mentions, now, alongside);
  return { stored, duplicate: mentions.length - stored, unmatched, rejected };
}

/** What Vigie reads itself; what the network says counts where Vigie cannot tell (a text too short, say). */
function languageOf(text: string, hint: string | null): string {
  const detected = detectLanguage(text);
  if (detected !== "und") return detected;
  const code = hint?.toLowerCase().split(/[-_]/)[0] ?? "";
  return /^[a-z]{2}$/.test(code) ? code : "und";
}
