import path from "node:path";

/** Builds the program, unless it is built already. */
export default async function buildProgram(): Promise<void> {
  const root = path.resolve(import.meta.dirname, "../..");
  // Plain JavaScript without types: named by a variable, so that the compiler does not look for them.
  const file = path.join(root, "src/build.mjs");
  const { buildIfStale } = (await import(file)) as { buildIfStale(root: string): Promise<void> };
  await buildIfStale(root);
}
