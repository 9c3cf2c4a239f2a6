import { z } from "zod";
import { type Message, message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import { type Line, maxLineBytes } from "./import-lines.ts";
import { maxEngagement } from "./mention.ts";
import type { RawMention } from "./source.ts";

/** One line of a history, read, or why it cannot be. */
export type ImportItem =
  | { kind: "item"; network: string; raw: RawMention }
  | { kind: "rejected"; reason: Message };

const count = z.int().min(0).max(maxEngagement).nullish();

/** A past mention as people write it down: the contract of POST /mentions/import. */
const ImportedMention = z.strictObject({
  /** Any network, also one that Vigie cannot listen to itself. */
  network: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'a name such as "mastodon" is wanted'),
  remoteId: z.string().trim().min(1, "the network's id is wanted").max(1000),
  text: z.string().refine((text) => text.trim() !== "", "there is no text"),
  publishedAt: z.iso.datetime({
    offset: true,
    error: "an instant with its offset is wanted, such as 2026-11-21T10:00:00Z",
  }),
  url: z.url({ protocol: /^https?$/, error: "an http or https address is wanted" }).nullish(),
  author: z
    .strictObject({
      handle: z.string().trim().min(1),
      name: z.string().nullish(),
      followers: z.int().min(0).max(2_147_483_647).nullish(),
    })
    .nullish(),
  /** A hint: Vigie reads the language itself where it can. */
  language: z.string().max(35).nullish(),
  engagement: z.strictObject({ likes: count, shares: count, replies: count }).nullish(),
});

const earliest = new Date("1990-01-01T00:00:00Z");
const toleratedFutureSeconds = 600;

/** @param now no mention is later than this, but for ten minutes that clocks may differ */
export function itemFrom(line: Line, now: Date): ImportItem {
  switch (line.kind) {
    case "too-long":
      return rejected(
        "line_too_long",
        `the line is longer than ${maxLineBytes} bytes`,
        `la ligne dépasse ${maxLineBytes} octets`,
      );
    case "unreadable":
      return rejected("not_utf8", "the line is not UTF-8", "la ligne n’est pas en UTF-8");
    case "refused":
      return { kind: "rejected", reason: line.reason };
    case "text":
      return itemFromText(line.text, now);
  }
}

function itemFromText(text: string, now: Date): ImportItem {
  const json = parseJson(text);
  if (!json.ok)
    return rejected(
      "not_json",
      `the line is not JSON: ${json.detail}`,
      `la ligne n’est pas du JSON\u202f: ${json.detail}`,
    );
  const parsed = ImportedMention.safeParse(json.value);
  if (!parsed.success) return { kind: "rejected", reason: reasonOf(parsed.error, json.value) };
  const publishedAt = new Date(parsed.data.publishedAt);
  // Elsewhere such an instant becomes the time of collection; in a history that would be made up.
  if (publishedAt < earliest || publishedAt > plusSeconds(now, toleratedFutureSeconds))
    return rejected(
      "implausible_time",
      `"publishedAt" is ${parsed.data.publishedAt}; an instant from 1990 until now is wanted`,
      `«\u202fpublishedAt\u202f» vaut ${parsed.data.publishedAt}\u202f; il faut un instant entre 1990 et maintenant`,
    );
  return { kind: "item", network: parsed.data.network, raw: rawFrom(parsed.data, publishedAt) };
}

function rawFrom(mention: z.infer<typeof ImportedMention>, publishedAt: Date): RawMention {
  const { author, engagement } = mention;
  return {
    remoteId: mention.remoteId,
    url: mention.url ?? null,
    text: mention.text,
    format: "plain",
    language: mention.language ?? null,
    author: author
      ? { handle: author.handle, name: author.name ?? null, followers: author.followers ?? null }
      : null,
    publishedAt,
    engagement: {
      likes: engagement?.likes ?? 0,
      shares: engagement?.shares ?? 0,
      replies: engagement?.replies ?? 0,
    },
  };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function reasonOf(error: z.ZodError, value: unknown): Message {
  const [issue] = error.issues;
  const field = issue?.path.join("/") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${[...issue.path, key].join("/")}"`).join(", ");
    return message("unknown_field", `unknown field ${keys}`, `champ inconnu ${keys}`);
  }
  if (field === "")
    return message(
      "not_an_object",
      "the line is JSON, but no object",
      "la ligne est du JSON, mais pas un objet",
    );
  if (issue?.code === "invalid_type" && isMissing(value, issue.path))
    return message("missing_field", `"${field}" is missing`, `«\u202f${field}\u202f» manque`);
  const wanted = issue?.message ?? "";
  return message(
    "invalid_value",
    `"${field}": ${wanted}`,
    `«\u202f${field}\u202f» n’est pas de la forme voulue (${wanted})`,
  );
}

function isMissing(root: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
  return found === undefined;
}

function rejected(code: string, en: string, fr: string): ImportItem {
  return { kind: "rejected", reason: message(code, en, fr) };
}
