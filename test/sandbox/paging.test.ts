import fc from "fast-check";
import { expect, test } from "vitest";
import { compareIds, newest, oldest } from "../../src/sandbox/paging.ts";

const idLists = fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 20n }), { maxLength: 60 }).map((numbers) =>
  numbers
    .map(String)
    .sort(compareIds)
    .map((id) => ({ id })),
);
const accept = () => true;

test("walking forward by min_id meets every item once, whatever the page size", () => {
  fc.assert(
    fc.property(idLists, fc.integer({ min: 1, max: 9 }), (items, limit) => {
      const met: string[] = [];
      let above: string | null = null;
      for (;;) {
        const page: { id: string }[] = oldest(items, { above, limit, accept });
        if (page.length === 0) break;
        met.push(...page.map(({ id }) => id).reverse());
        above = page[0]?.id ?? null;
      }
      expect(met).toEqual(items.map(({ id }) => id));
    }),
  );
});

test("walking back by max_id meets every item once and says when there is no more", () => {
  fc.assert(
    fc.property(idLists, fc.integer({ min: 1, max: 9 }), (items, limit) => {
      const met: string[] = [];
      let below: string | null = null;
      for (let more = true; more; ) {
        const answer: ReturnType<typeof newest<{ id: string }>> = newest(items, { below, limit, accept });
        met.push(...answer.page.map(({ id }) => id));
        below = answer.page.at(-1)?.id ?? null;
        more = answer.more;
      }
      expect(met.reverse()).toEqual(items.map(({ id }) => id));
    }),
  );
});
