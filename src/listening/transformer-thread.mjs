// What runs in a thread of its own for a transformer: see `transformer.ts`. Plain JavaScript, because a thread starts from a
// file, and this one is the same whether Vigie is built or not.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** A model reads no more than some hundred words; what stands behind these characters would be cut off anyway. */
const mostCharacters = 4000;
const mostTokens = 512;

/** Kept for as long as the thread lives. */
let loading = null;

/**
 * @param {{ model: import("./model-folder.ts").ModelFolder, threads: number, texts: readonly string[] }} task
 * @returns {Promise<{ mark: string, logits: number[][] }>} the mark of the weights, and raw answers in the order of the texts
 */
export default async function read({ model, threads, texts }) {
  loading ??= load(model, threads);
  const { tokenizer, classifier, most, mark } = await loading;
  if (texts.length === 0) return { mark, logits: [] };
  const cut = texts.map((text) => text.slice(0, mostCharacters).toWellFormed());
  const inputs = tokenizer(cut, { padding: true, truncation: true, max_length: most });
  const { logits } = await classifier(inputs);
  return { mark, logits: logits.tolist() };
}

async function load({ folder, library, file, dtype }, threads) {
  const { AutoModelForSequenceClassification, AutoTokenizer, env } = createRequire(library)(library);
  // What is not in the folder is missing: nothing is fetched, nothing is kept elsewhere.
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.logLevel = 50;
  const local = { local_files_only: true };
  const [tokenizer, classifier, mark] = await Promise.all([
    AutoTokenizer.from_pretrained(folder, local),
    AutoModelForSequenceClassification.from_pretrained(folder, {
      ...local,
      dtype,
      device: "cpu",
      session_options: { intraOpNumThreads: threads },
    }),
    markOf(path.join(folder, file)),
  ]);
  const places = classifier.config.max_position_embeddings;
  // The places of RoBERTa and its kin begin at 2; two fewer words cost the others nothing.
  const most = Math.min(tokenizer.model_max_length, mostTokens, places > 2 ? places - 2 : mostTokens);
  return { tokenizer, classifier, most, mark };
}

/** Tells one set of weights from another. */
async function markOf(file) {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex").slice(0, 8);
}
