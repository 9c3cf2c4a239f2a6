const day = 86_400_000;

/** How long ahead people are told that they must connect a profile again. */
const warnedDays = 14;

/** Whether the access of a profile has ended, or ends so soon that somebody must act; null: neither, or it never ends. */
export function accessEnd(accessEndsAt: string | null, now: number): "ended" | "soon" | null {
  if (accessEndsAt === null) return null;
  const left = new Date(accessEndsAt).getTime() - now;
  if (left <= 0) return "ended";
  return left < warnedDays * day ? "soon" : null;
}
