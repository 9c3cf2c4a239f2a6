/**
 * Round values from 0 to at least `most`, at most `wanted` of them beyond 0: steps of 1, 2 or 5 times a power of ten.
 * Counts are whole, so no step is below 1.
 */
export function ticksTo(most: number, wanted = 4): number[] {
  const rough = Math.max(1, most) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, n) => n * step);
}

/** Which of `count` labels to write so that no more than `wanted` stand beside each other. */
export function everyNth(count: number, wanted: number): number {
  return Math.max(1, Math.ceil(count / wanted));
}
