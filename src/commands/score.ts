import { createInterface } from "node:readline";
import { scoreLines } from "../sentiment/score-lines.ts";

/** One line of JSON in, one out, as they come. */
export async function score(): Promise<void> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of scoreLines(lines))
    if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}
