import { plusSeconds } from "../platform/clock.ts";

/** Unused for so long, a session ends: a working day. */
export const idleSeconds = 12 * 3600;
/** However much used, it ends after a month. */
export const longestSeconds = 30 * 86_400;
/** Its token is changed when the web app asks who is there, but not more often than this. */
const rotateSeconds = 3600;
/** Requests that were under way when a token was changed still carry the one before. */
const graceSeconds = 60;
/** How exactly it is known when a session was last used. */
const seenSeconds = 60;

/** What the rules ask of a session. */
export interface SessionTimes {
  createdAt: Date;
  lastSeenAt: Date;
  rotatedAt: Date;
  /** False: the token before the present one was shown. */
  isCurrent: boolean;
}

export function sessionEndsAt({
  createdAt,
  lastSeenAt,
}: Pick<SessionTimes, "createdAt" | "lastSeenAt">): Date {
  const idle = plusSeconds(lastSeenAt, idleSeconds);
  const longest = plusSeconds(createdAt, longestSeconds);
  return new Date(Math.min(idle.getTime(), longest.getTime()));
}

export function hasEnded(session: SessionTimes, now: Date): boolean {
  return sessionEndsAt(session) <= now;
}

/** True when the token is old. The one before is only changed again when the answer with the new one seems lost. */
export function wantsNewToken({ rotatedAt, isCurrent }: SessionTimes, now: Date): boolean {
  return plusSeconds(rotatedAt, isCurrent ? rotateSeconds : graceSeconds) <= now;
}

/** What a use of the session is worth writing down; null: nothing, it was used a moment ago. */
export function noteOfUse(session: SessionTimes, now: Date): { forgetPrevious: boolean } | null {
  const hasArrived = session.isCurrent && plusSeconds(session.rotatedAt, graceSeconds) <= now;
  return plusSeconds(session.lastSeenAt, seenSeconds) <= now ? { forgetPrevious: hasArrived } : null;
}
