import { createInterface } from "node:readline";
import { scoreSeries } from "../alerts/spike-series.ts";

/** CSV `timestamp,value` in; the same with `anomaly_score` out. A row's score depends on no later row. */
export async function spikes(): Promise<void> {
  const next = scoreSeries();
  let number = 0;
  process.stdout.write("timestamp,value,anomaly_score\n");
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === "" || (number === 1 && /^timestamp,value\b/.test(line))) continue;
    const [timestamp = "", text = ""] = line.split(",");
    const value = Number(text);
    const at = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(timestamp) ? timestamp : `${timestamp.replace(" ", "T")}Z`);
    if (Number.isNaN(at) || text.trim() === "" || !Number.isFinite(value))
      throw new Error(`line ${number}: "${line.slice(0, 80)}" is not timestamp,value such as 2026-11-21 10:05:00,12`);
    const score = next({ at: new Date(at), value });
    if (!process.stdout.write(`${timestamp},${text},${score}\n`))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}
