import fc from "fast-check";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "../../web/src/rooms/settings/qr-path.ts";

/** The modules that a path blackens. */
function painted(path: string): Set<string> {
  const cells = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let column = 0; column < Number(width); column += 1) cells.add(`${Number(x) + column} ${y}`);
  return cells;
}

test("a QR code's path blackens exactly its dark modules, with four modules of quiet around", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 120 }), (text) => {
      const { side, path } = qrPath(text);
      const bare = encode(text, { ecc: "M", border: 0 });
      expect(side).toBe(bare.size + 8);
      const dark = bare.data.flatMap((row, y) =>
        row.flatMap((isDark, x) => (isDark ? [`${x + 4} ${y + 4}`] : [])),
      );
      expect(painted(path)).toEqual(new Set(dark));
    }),
    { numRuns: 30 },
  );
});
