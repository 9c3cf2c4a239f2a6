/** Asks for one thing; it is answered together with what others ask for meanwhile. */
export type Batched<In, Out> = (item: In) => Promise<Out>;

/**
 * Answers with one call what is asked for at nearly the same moment. Nothing waits for company: what is asked first
 * goes at once, what comes while `atOnce` calls are under way goes together with the next. So a lone question is as
 * quick as before, and a thousand at one second need some dozen calls.
 *
 * When a call with several items fails, each is tried once more by itself, so that one that cannot be answered
 * spoils it for no other. `run` must therefore do all of its work or none, and bear being asked twice.
 * @param run answers in the order of its items
 * @param most how many items one call takes
 */
export function batched<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  { most, atOnce }: { most: number; atOnce: number },
): Batched<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  let running = 0;
  let willLook = false;

  const answer = async (taken: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const answers = await run(taken.map(({ item }) => item));
      if (answers.length !== taken.length)
        throw new Error(`a batch of ${taken.length} was answered with ${answers.length}`);
      for (const [index, { resolve }] of taken.entries()) resolve(answers[index] as Out);
    } catch (error) {
      if (taken.length === 1) taken[0]?.reject(error);
      else await Promise.all(taken.map((one) => answer([one])));
    }
  };
  const look = (): void => {
    willLook = false;
    while (running < atOnce && waiting.length > 0) {
      running += 1;
      void answer(waiting.splice(0, most)).then(() => {
        running -= 1;
        look();
      });
    }
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // After what else is asked for in this turn of the event loop.
      if (!willLook) setImmediate(look);
      willLook = true;
    });
}

interface Waiting<In, Out> {
  item: In;
  resolve(answer: Out): void;
  reject(reason: unknown): void;
}

/** One `make(key)` for each key, for as long as the key lives. */
export function onePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
