/** A straight scale from values to places on screen. */
export function scaleOf(
  fromValue: number,
  toValue: number,
  fromPlace: number,
  toPlace: number,
): (value: number) => number {
  const length = toValue - fromValue || 1;
  return (value) => fromPlace + ((value - fromValue) / length) * (toPlace - fromPlace);
}

/** The end of an axis of counts: even, round, and not below the highest of them. */
export function niceTop(highest: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  const top = [1, 2, 4, 6, 8, 10].map((factor) => factor * unit).find((value) => value >= highest);
  return Math.max(2, top ?? 10 * unit);
}

export function linePath(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
}

/** A band between a lower and an upper line. */
export function areaPath(points: readonly { x: number; low: number; high: number }[]): string {
  if (points.length === 0) return "";
  const upper = points.map(({ x, high }) => ({ x, y: high }));
  const lower = points.map(({ x, low }) => ({ x, y: low })).reverse();
  return `${linePath(upper)}${linePath(lower).replace("M", "L")}Z`;
}

const hour = 3_600_000;
/** By the length of a bucket in minutes: one in so many hours has a tick. */
const tickHours: Readonly<Record<number, number>> = { 5: 1, 15: 4, 60: 24 };

/** Round hours of the viewer's clock; half as many where there is little room, and none that would be cut off. */
export function timeTicks(from: number, to: number, bucketMinutes: number, width: number): number[] {
  const every = (tickHours[bucketMinutes] ?? 1) * (width < 480 ? 2 : 1);
  const margin = (to - from) / 24;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / hour) * hour; at < to; at += hour) {
    const date = new Date(at);
    const isRound =
      every > 24 ? date.getHours() === 0 && date.getDate() % 2 === 0 : date.getHours() % every === 0;
    if (isRound && at > from + margin && at < to - margin) ticks.push(at);
  }
  return ticks;
}

function short(place: number): string {
  return place.toFixed(1);
}
