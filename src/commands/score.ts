import { createInterface } from "node:readline";
import { scoreLines } from "../sentiment/score-lines.ts";
import { printLines } from "./print-lines.ts";

/** One line of JSON in, one out, as they come. */
export async function score(): Promise<void> {
  await printLines(
    scoreLines(createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })),
  );
}
