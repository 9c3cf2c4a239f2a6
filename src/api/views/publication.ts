import { z } from "zod";
import { PublicationState as states } from "../../generated/prisma/enums.ts";
import type { Language } from "../../messages.ts";
import { failureMessage } from "../../publishing/failure.ts";
import { failureCodes } from "../../publishing/publication.ts";
import type { PublicationRow } from "../../publishing/publication-row.ts";
import { Instant, iso } from "../schemas.ts";

export const StateName = z.enum(states);

/** A publication as the API shows it. */
export const PublicationView = z.object({
  id: z.string(),
  post: z.string(),
  profile: z.string(),
  network: z.string(),
  state: StateName,
  /** Goes up with every move: say it when you move a publication, and nobody's change is overwritten. */
  version: z.number(),
  scheduledAt: Instant.nullable(),
  /** What the person wrote, where they wrote a local time. */
  localTime: z.string().nullable(),
  timeZone: z.string().nullable(),
  publishedAt: Instant.nullable(),
  remoteId: z.string().nullable(),
  remoteUrl: z.string().nullable(),
  /** When the next thing happens to it by itself. */
  nextAt: Instant.nullable(),
  error: z.object({ code: z.string(), message: z.string(), detail: z.string().nullable() }).nullable(),
});

export function viewPublication(row: PublicationRow, language: Language): z.infer<typeof PublicationView> {
  return {
    id: row.id,
    post: row.postId,
    profile: row.profileId,
    network: row.network,
    state: row.state,
    version: row.version,
    scheduledAt: iso(row.scheduledAt),
    localTime: row.localTime,
    timeZone: row.timeZone,
    publishedAt: iso(row.publishedAt),
    remoteId: row.remoteId,
    remoteUrl: row.remoteUrl,
    nextAt: iso(row.dueAt),
    error: viewFailure(row, language),
  };
}

/** Why it did not go out, or waits; null: nothing is wrong. */
export function viewFailure(
  { errorCode, errorDetail: detail }: Pick<PublicationRow, "errorCode" | "errorDetail">,
  language: Language,
): z.infer<typeof PublicationView>["error"] {
  const code = failureCodes.find((known) => known === errorCode);
  if (!code) return null;
  return { code, message: failureMessage(code, detail)[language], detail };
}
