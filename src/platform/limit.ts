/** Runs what it is given, in the order it was asked, at most so many at once. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

export function limitTo(most: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // The place goes to the next one unfreed, so that nobody slips in between.
      if (next) next();
      else running -= 1;
    }
  };
}
