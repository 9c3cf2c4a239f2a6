import { lookAtModel } from "../listening/model-folder.ts";
import { threadOf } from "../listening/model-thread.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/log.ts";
import type { ModelLook } from "./finding.ts";

/** As long as what people write about brands. */
const sample =
  "The parcel came two days late, but the people at the shop were kind and found it for me in the end.";
const batchTexts = 32;

/** Loads the model of a folder and has it read. */
export async function tryModel(folder: string): Promise<ModelLook> {
  const looked = await lookAtModel(folder);
  if (looked.kind === "unusable") return looked;
  const thread = threadOf(looked.model, { clock: systemClock, log: createLog("silent") });
  try {
    await thread.read([sample]);
    const begun = performance.now();
    const read = await thread.read(Array.from({ length: batchTexts }, () => sample));
    const millisecondsPerText = (performance.now() - begun) / batchTexts;
    const [first] = read ?? [];
    if (!first) return { kind: "failed", detail: `${folder}: ${thread.failure() ?? "no answer"}` };
    return { kind: "read", scorer: first.scorer, millisecondsPerText };
  } finally {
    await thread.close();
  }
}
