import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** A word's weight for each label of a tiny model. */
export type TinyWords = Readonly<Record<string, readonly number[]>>;

/** Words that leave no doubt, in three languages: [negative, neutral, positive]. */
export const tinyWords: TinyWords = {
  zorglub: [0, 0, 4],
  brumble: [4, 0, 0],
  plumf: [0, 4, 0],
};

/**
 * Writes a real model of a few kilobytes: a text is cut into words, each word's weights are looked up, and their sums are
 * the answers. Everything that a large one has is there: `config.json`, a tokenizer, and a graph in ONNX.
 * @param inside a folder in which, or above which, the package that runs models is installed
 */
export async function tinyModel(
  inside: string,
  {
    words = tinyWords,
    labels = ["negative", "neutral", "positive"],
  }: { words?: TinyWords; labels?: string[] } = {},
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(inside, "tiny-"));
  const vocabulary = Object.entries({ "[PAD]": [], "[UNK]": [], ...words });
  const rows = vocabulary.map(([, weights]) => labels.map((_, i) => weights[i] ?? 0));
  const ids = Object.fromEntries(vocabulary.map(([word], id) => [word, id]));
  const special = ["[PAD]", "[UNK]"].map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }));
  const files: Record<string, string | Uint8Array> = {
    "config.json": JSON.stringify({
      model_type: "bert",
      architectures: ["BertForSequenceClassification"],
      id2label: Object.fromEntries(labels.entries()),
    }),
    "tokenizer.json": JSON.stringify({
      version: "1.0",
      added_tokens: special,
      normalizer: { type: "Lowercase" },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: null,
      decoder: null,
      model: { type: "WordLevel", vocab: ids, unk_token: "[UNK]" },
    }),
    "tokenizer_config.json": JSON.stringify({
      tokenizer_class: "PreTrainedTokenizerFast",
      pad_token: "[PAD]",
      unk_token: "[UNK]",
      model_max_length: 128,
    }),
    "onnx/model.onnx": sumOfWeights(rows),
  };
  await mkdir(path.join(folder, "onnx"));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The graph, field by field: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
function sumOfWeights(rows: readonly (readonly number[])[]): Uint8Array {
  const columns = rows[0]?.length ?? 0;
  const floats = Buffer.from(new Float32Array(rows.flat()).buffer);
  const graph = Buffer.concat([
    bytes(1, node("Gather", ["weights", "input_ids"], "each")),
    bytes(1, node("Cast", ["attention_mask"], "there", attribute("to", floatType))),
    bytes(1, node("Unsqueeze", ["there", "innermost"], "mask")),
    bytes(1, node("Mul", ["each", "mask"], "counted")),
    bytes(1, node("ReduceSum", ["counted", "along"], "logits", attribute("keepdims", 0))),
    bytes(2, "tiny"),
    bytes(5, tensor("weights", floatType, [rows.length, columns], floats)),
    bytes(5, tensor("innermost", integerType, [1], Buffer.from(new BigInt64Array([2n]).buffer))),
    bytes(5, tensor("along", integerType, [1], Buffer.from(new BigInt64Array([1n]).buffer))),
    bytes(11, tensorInfo("input_ids", integerType, ["texts", "words"])),
    bytes(11, tensorInfo("attention_mask", integerType, ["texts", "words"])),
    bytes(12, tensorInfo("logits", floatType, ["texts", "labels"])),
  ]);
  const operators = Buffer.concat([bytes(1, ""), integer(2, 13)]);
  return Buffer.concat([integer(1, 8), bytes(7, graph), bytes(8, operators)]);
}

const floatType = 1;
const integerType = 7;

function node(operator: string, inputs: readonly string[], output: string, ...attributes: Buffer[]): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => bytes(1, input)),
    bytes(2, output),
    bytes(4, operator),
    ...attributes.map((one) => bytes(5, one)),
  ]);
}

function attribute(name: string, value: number): Buffer {
  return Buffer.concat([bytes(1, name), integer(3, value), integer(20, 2)]);
}

function tensor(name: string, type: number, dimensions: readonly number[], raw: Buffer): Buffer {
  return Buffer.concat([
    ...dimensions.map((size) => integer(1, size)),
    integer(2, type),
    bytes(8, name),
    bytes(9, raw),
  ]);
}

function tensorInfo(name: string, type: number, dimensions: readonly string[]): Buffer {
  const shape = Buffer.concat(dimensions.map((dimension) => bytes(1, bytes(2, dimension))));
  return Buffer.concat([
    bytes(1, name),
    bytes(2, bytes(1, Buffer.concat([integer(1, type), bytes(2, shape)]))),
  ]);
}

/** Protocol buffers know two kinds of field here: https://protobuf.dev/programming-guides/encoding/ */
function integer(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function bytes(field: number, content: string | Buffer): Buffer {
  const raw = Buffer.from(content);
  return Buffer.concat([varint((field << 3) | 2), varint(raw.length), raw]);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    out.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) return Buffer.from(out);
  }
}
