import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript-5";
import { expect, test } from "vitest";

/** What is said to people; what demo authors wrote and what is read, not said, is left out. */
const isSpoken = (file: string) => !/^src\/(?:demo|generated|sentiment|sandbox)\//.test(file);

test("the server's French has narrow spaces that do not break before : ; ! ? and inside « »", () => {
  const files = ["src", "workers"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => `${folder}/${file}`)
      .filter((file) => file.endsWith(".ts") && isSpoken(file)),
  );
  expect(files.length).toBeGreaterThan(100);
  const wrong = files.flatMap((file) =>
    literalsOf(file)
      .filter(isWrong)
      .map((text) => `${file}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

/** English and code have no space there; scripts and SQL kept in a literal are told by their lines. */
const isWrong = (text: string) =>
  / [:;!?»]|« /.test(text) && !/;\n|\n\s*(?:select|with|insert|update) /.test(text);

function literalsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
