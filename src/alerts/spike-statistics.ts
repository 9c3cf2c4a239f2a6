/** ln Γ(x) for x > 0 (Lanczos, g = 7, n = 9; relative error below 1e-13). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = lanczos.reduce(
    (total, factor, index) => total + (index === 0 ? factor : factor / (shifted + index)),
    0,
  );
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Chance of counting `seen` or more where `mean` are expected, with a variance of mean + mean²/shape (negative
 * binomial; the larger the shape, the closer to Poisson).
 */
export function countTail(seen: number, mean: number, shape: number): number {
  if (seen <= 0) return 1;
  if (mean <= 0) return 0;
  const q = mean / (mean + shape);
  const logTerm = (x: number) =>
    logGamma(x + shape) - logGamma(shape) - logGamma(x + 1) + shape * Math.log1p(-q) + x * Math.log(q);
  const ratio = (x: number) => ((x + shape) / (x + 1)) * q;
  if (seen <= mean) return 1 - sumOfTerms(Math.exp(logTerm(0)), ratio, 0, seen - 1);
  return sumOfTerms(Math.exp(logTerm(seen)), ratio, seen, Number.POSITIVE_INFINITY);
}

/** Chance of `seen` or more among `total` where the share is known as Beta(alpha, beta) only. */
export function shareTail(seen: number, total: number, alpha: number, beta: number): number {
  if (seen <= 0) return 1;
  if (seen > total) return 0;
  const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);
  const logChoose = logGamma(total + 1) - logGamma(seen + 1) - logGamma(total - seen + 1);
  const first = logChoose + logBeta(seen + alpha, total - seen + beta) - logBeta(alpha, beta);
  const ratio = (x: number) => ((total - x) * (x + alpha)) / ((x + 1) * (total - x - 1 + beta));
  return sumOfTerms(Math.exp(first), ratio, seen, total);
}

/** A chance this small is none. */
const leastTerm = 1e-300;

/** Sum of terms from `from` to `to`, each the one before times `ratio`; ends when they no longer count. */
function sumOfTerms(first: number, ratio: (x: number) => number, from: number, to: number): number {
  let term = first;
  let sum = term;
  for (let x = from; x < to; x += 1) {
    term *= ratio(x);
    sum += term;
    // Once terms shrink they go on shrinking. The smallest numbers there are do not: they round to themselves for ever.
    if (ratio(x) < 1 && (term < sum * 1e-12 || term < leastTerm)) break;
  }
  return Math.min(1, sum);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
