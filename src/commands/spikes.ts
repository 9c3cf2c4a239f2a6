import { createInterface } from "node:readline";
import { scoreCsv } from "../alerts/spike-csv.ts";
import { printLines } from "./print-lines.ts";

/** CSV `timestamp,value` in; the same with `anomaly_score` out. A row's score depends on no later row. */
export async function spikes(): Promise<void> {
  await printLines(scoreCsv(createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })));
}
