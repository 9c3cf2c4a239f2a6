import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "../../src/listening/page-parts.ts";

test("a page is cut into parts that lose nothing, double nothing, and never part what goes by one id", () =>
  fc.assert(
    fc.property(fc.array(fc.nat(12)), fc.integer({ min: 1, max: 9 }), (ids, most) => {
      const page = ids.map((id, index) => ({ remoteId: `${id}`, index }));
      const parts = partsOf(page, most);
      expect(parts.flat().toSorted((a, b) => a.index - b.index)).toEqual(page);
      for (const part of parts) {
        const names = new Set(part.map(({ remoteId }) => remoteId));
        expect(part.length <= most || names.size === 1).toBe(true);
        if (parts.length > 1)
          for (const name of names)
            expect(part.filter(({ remoteId }) => remoteId === name)).toHaveLength(
              page.filter(({ remoteId }) => remoteId === name).length,
            );
      }
    }),
  ));

test("an empty page is one part, with which its place moves on", () => expect(partsOf([])).toEqual([[]]));
