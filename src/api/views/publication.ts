import { z } from "zod";
import type { PublicationState } from "../../generated/prisma/enums.ts";
import { PublicationState as states } from "../../generated/prisma/enums.ts";
import type { Language } from "../../messages.ts";
import { failureMessage } from "../../publishing/failure.ts";
import { type FailureCode, failureCodes } from "../../publishing/publication.ts";
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

/** The columns that the view needs. */
export const publicationColumns = {
  id: true,
  postId: true,
  profileId: true,
  network: true,
  state: true,
  version: true,
  scheduledAt: true,
  localTime: true,
  timeZone: true,
  publishedAt: true,
  remoteId: true,
  remoteUrl: true,
  dueAt: true,
  errorCode: true,
  errorDetail: true,
} as const;

export interface PublicationRow {
  id: string;
  postId: string;
  profileId: string;
  network: string;
  state: PublicationState;
  version: number;
  scheduledAt: Date | null;
  localTime: string | null;
  timeZone: string | null;
  publishedAt: Date | null;
  remoteId: string | null;
  remoteUrl: string | null;
  dueAt: Date | null;
  errorCode: string | null;
  errorDetail: string | null;
}

export function viewPublication(row: PublicationRow, language: Language): z.infer<typeof PublicationView> {
  const code = failureCodes.find((known) => known === row.errorCode);
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
    error: code ? errorFrom(code, row.errorDetail, language) : null,
  };
}

function errorFrom(code: FailureCode, detail: string | null, language: Language) {
  return { code, message: failureMessage(code, detail)[language], detail };
}
