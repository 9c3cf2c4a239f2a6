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

function short(place: number): string {
  return place.toFixed(1);
}
