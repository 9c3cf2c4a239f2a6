import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { type Message, message } from "../messages.ts";
import type { Label } from "../sentiment/label.ts";
import { labelsOf } from "../sentiment/transformer.ts";

/** A model that can be read, as far as its folder says. Plain data: it travels to a thread. */
export interface ModelFolder {
  folder: string;
  /** The folder's own name: how figures name the model. */
  name: string;
  /** The weights, below the folder. */
  file: string;
  /** How transformers.js calls weights of this kind. */
  dtype: string;
  /** What each answer of the model means. */
  labels: readonly Label[];
  /** File of `@huggingface/transformers`. */
  library: string;
}

export type Looked = { kind: "usable"; model: ModelFolder } | { kind: "unusable"; why: Message };

/** The package that runs models, and the version that Vigie is tried with. It is not installed with Vigie (docs/sentiment.md). */
const library = "@huggingface/transformers";
export const libraryToInstall = `${library}@4.3.1`;

/** Weights by file name: small ones first, which read several times faster and hardly worse. */
const weights = [
  ["model_quantized.onnx", "q8"],
  ["model_int8.onnx", "int8"],
  ["model_uint8.onnx", "uint8"],
  ["model.onnx", "fp32"],
  ["model_fp16.onnx", "fp16"],
] as const;

/** The part of a model's `config.json` that says how its answers are to be understood. */
const ModelConfig = z.object({ id2label: z.record(z.string().regex(/^\d+$/), z.string()) });

/** Whether a folder holds a model that Vigie can read sentiment with; loads nothing. */
export async function lookAtModel(folder: string): Promise<Looked> {
  const at = path.resolve(folder);
  const config = await readJson(path.join(at, "config.json"));
  if (config === undefined || !(await exists(path.join(at, "tokenizer.json"))))
    return unusable(
      "model_missing",
      `${at} must hold config.json and tokenizer.json of a model`,
      `${at} doit contenir config.json et tokenizer.json d’un modèle`,
    );
  const parsed = ModelConfig.safeParse(config);
  const names = parsed.success ? inOrder(parsed.data.id2label) : [];
  const labels = labelsOf(names);
  if (!labels)
    return unusable(
      "model_labels",
      `id2label of ${at}/config.json must name negative, neutral and positive, or 1 to 5 stars; it names ${shown(names)}`,
      `id2label de ${at}/config.json doit nommer négatif, neutre et positif (negative, neutral, positive) ou 1 à 5 étoiles (stars)\u202f; il nomme ${shown(names)}`,
    );
  const found = await firstThere(path.join(at, "onnx"));
  if (!found)
    return unusable(
      "model_weights",
      `${at}/onnx must hold one of ${weights.map(([file]) => file).join(", ")}`,
      `${at}/onnx doit contenir l’un de ${weights.map(([file]) => file).join(", ")}`,
    );
  const installed = resolved(at);
  if (!installed)
    return unusable(
      "model_library",
      `the package ${library} is not installed: ${installCommand(at)}`,
      `le paquet ${library} n’est pas installé\u202f: ${installCommand(at)}`,
    );
  const [file, dtype] = found;
  const name = path.basename(at).slice(0, 80);
  return {
    kind: "usable",
    model: { folder: at, name, file: path.join("onnx", file), dtype, labels, library: installed },
  };
}

/** Installs the package beside the model, where no update of Vigie takes it away. */
export function installCommand(folder: string): string {
  return `npm install --prefix "${folder}" --ignore-scripts --no-audit --no-fund ${libraryToInstall}`;
}

function unusable(code: string, en: string, fr: string): Looked {
  return { kind: "unusable", why: message(code, en, fr) };
}

function inOrder(names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, name]) => name);
}

function shown(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.slice(0, 10).join(", ");
}

/** Undefined where it cannot be read or is not JSON: either way it is no model's. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined; // the answer names the folder and what must be there
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function firstThere(folder: string): Promise<(typeof weights)[number] | undefined> {
  for (const kind of weights) if (await exists(path.join(folder, kind[0]))) return kind;
  return undefined;
}

/** As Node finds packages: in `node_modules` of the folder, or of one above it. */
function resolved(folder: string): string | null {
  try {
    return createRequire(path.join(folder, "package.json")).resolve(library);
  } catch {
    return null; // not there
  }
}
