import type { Publication } from "../generated/prisma/client.ts";

/** What is read of a publication to show it in a list. */
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

export type PublicationRow = Pick<Publication, keyof typeof publicationColumns>;
