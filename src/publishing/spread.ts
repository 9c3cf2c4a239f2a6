/** So far apart are publications of one profile that have no slots to go to. */
const apartMilliseconds = 15 * 60_000;

/**
 * The first quarter of an hour to come at which a profile has nothing within a quarter of an hour.
 * @param taken when its other publications go, or went, out
 */
export function firstApart(now: Date, taken: readonly Date[]): Date {
  const busy = taken.map((at) => at.getTime());
  let at = (Math.floor(now.getTime() / apartMilliseconds) + 1) * apartMilliseconds;
  while (busy.some((other) => Math.abs(other - at) < apartMilliseconds)) at += apartMilliseconds;
  return new Date(at);
}
