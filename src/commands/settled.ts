/** How long a party that is looked at may take to answer. */
export const answerMilliseconds = 5000;

export type Settled<T> = { kind: "done"; value: T } | { kind: "failed"; detail: string };

/** What came of it; a failure in words, with those of its cause, which say more. */
export async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { kind: "done", value: await work };
  } catch (error) {
    return { kind: "failed", detail: detailOf(error) };
  }
}

/** A failure in words, with those of what caused it. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.map(detailOf).join("; ");
  return error.cause instanceof Error ? `${error.message}: ${detailOf(error.cause)}` : error.message;
}
