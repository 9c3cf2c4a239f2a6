import { z } from "zod";
import { InvalidQuery } from "../../errors.ts";
import { Triage } from "../../generated/prisma/enums.ts";
import type { MentionFilter } from "../../listening/mention-conditions.ts";
import { parseQuery, type Query } from "../../listening/query.ts";
import { Id, Instant, oneLine, PageQuery } from "../schemas.ts";
import { Label } from "../views/mention.ts";

/** Strict: a filter with a slip of the pen would find what was not asked for. */
export const MentionFilterQuery = z.strictObject({
  monitor: Id.optional(),
  /** `none`: not scored. */
  label: z.enum([...Label.options, "none"]).optional(),
  language: oneLine(35).optional(),
  network: oneLine(40).optional(),
  author: oneLine(300).optional(),
  /** Host of the address, without `www.`. */
  site: oneLine(300).optional(),
  triage: z.enum(Triage).optional(),
  assignee: oneLine(200).optional(),
  /** `true`: put off until a time still to come; `false`: not, or that time has come. */
  later: z.enum(["true", "false"]).optional(),
  /** `true`: an answer to it went out from here; `false`: none has yet. */
  answered: z.enum(["true", "false"]).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** What the text says, in the language of monitors: words, "phrases", prefix*, OR, -, #tag, NEAR/n. */
  q: oneLine(300).optional(),
});
export const MentionQuery = MentionFilterQuery.extend(PageQuery.shape);

/** @throws InvalidQuery when `q` cannot be read, with the position of the fault */
export function mentionFilter(
  { from, to, q, later, answered, ...same }: z.infer<typeof MentionFilterQuery>,
  now: Date,
): MentionFilter {
  return {
    ...same,
    later: later === undefined ? undefined : { is: later === "true", now },
    answered: answered === undefined ? undefined : answered === "true",
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    query: q === undefined ? undefined : readQuery(q),
  };
}

function readQuery(source: string): Query {
  const parsed = parseQuery(source);
  if (parsed.kind === "query") return parsed.query;
  throw new InvalidQuery("/q", parsed.message, parsed.position);
}
