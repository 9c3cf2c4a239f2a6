import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the record of processing names every table of the database", () => {
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const tables = [...schema.matchAll(/^model [\s\S]*?^ {2}@@map\("(\w+)"\)/gmu)].map(
    ([, name]) => name ?? "",
  );
  expect(tables.length).toBeGreaterThan(50);
  const page = readFileSync("docs/personal-data.md", "utf8");
  // The second cell of each row, and the sentence on tables that hold nothing of people.
  const cells = [...page.matchAll(/^\|[^|\n]+\|([^|\n]+)\|[^|\n]+\|$/gmu)].map(([, cell]) => cell ?? "");
  const nothing = /^Nothing of people stands in: [^.]+\./mu.exec(page)?.[0] ?? "";
  const named = new Set([...cells, nothing].flatMap((text) => text.match(/\w+/gu) ?? []));
  expect(tables.filter((name) => !named.has(name))).toEqual([]);
});
