import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The folder in which `@huggingface/transformers` is installed as an operator would: VIGIE_TEST_TRANSFORMERS. Vigie does not
 * depend on it, so without it these tests are left out, and that is said; they fail instead when VIGIE_TEST_REQUIRE names
 * `transformers`.
 */
export function transformersFolder(): string | null {
  const folder = process.env.VIGIE_TEST_TRANSFORMERS;
  if (folder && existsSync(path.join(folder, "node_modules/@huggingface/transformers"))) return folder;
  if ((process.env.VIGIE_TEST_REQUIRE ?? "").split(",").includes("transformers"))
    throw new Error(
      `VIGIE_TEST_REQUIRE asks for transformers, but VIGIE_TEST_TRANSFORMERS (${folder ?? "not set"}) has none`,
    );
  // biome-ignore lint/suspicious/noConsole: what is left out must be seen
  console.warn(
    "SKIPPED: sentiment models (VIGIE_TEST_TRANSFORMERS names no folder with @huggingface/transformers)",
  );
  return null;
}
