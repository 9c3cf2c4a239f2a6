/** How long after its collection a mention's engagement is read anew: most notice comes in the first hours. */
const stepHours = [1, 6, 24, 72];

/** The next time at which to look how much notice a mention got; null: no more. */
export function nextRefresh(collectedAt: Date, now: Date): Date | null {
  const times = stepHours.map((hours) => new Date(collectedAt.getTime() + hours * 3_600_000));
  return times.find((time) => time > now) ?? null;
}
