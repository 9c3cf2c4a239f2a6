import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { installCommand, type Looked, lookAtModel } from "../../src/listening/model-folder.ts";
import { tinyModel } from "../support/tiny-model.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const codeOf = (looked: Looked) => (looked.kind === "unusable" ? looked.why.code : looked.kind);

test("a folder says what it lacks, one thing after the other, in English and French", async ({
  onTestFinished: ending,
}) => {
  const { folder, remove } = await tinyModel(os.tmpdir());
  ending(remove);
  const config = path.join(folder, "config.json");
  const write = (content: unknown) => writeFile(config, JSON.stringify(content));

  // All of the model is there; the package that runs it is not.
  const missing = await lookAtModel(folder);
  expect(missing).toMatchObject({ kind: "unusable", why: { code: "model_library" } });
  if (missing.kind === "unusable")
    for (const sentence of [missing.why.en, missing.why.fr])
      expect(sentence).toContain(installCommand(folder));

  await rm(path.join(folder, "onnx"), { recursive: true });
  expect(codeOf(await lookAtModel(folder))).toBe("model_weights");
  await write({ id2label: { 0: "NEGATIVE", 1: "POSITIVE" } });
  const twoLabels = await lookAtModel(folder);
  expect(codeOf(twoLabels)).toBe("model_labels");
  if (twoLabels.kind === "unusable") expect(twoLabels.why.fr).toContain("NEGATIVE, POSITIVE");
  await write({});
  expect(codeOf(await lookAtModel(folder))).toBe("model_labels");
  await write({ id2label: "none" });
  expect(codeOf(await lookAtModel(folder))).toBe("model_labels");
  await writeFile(config, "{");
  expect(codeOf(await lookAtModel(folder))).toBe("model_missing");
  await rm(folder, { recursive: true });
  expect(codeOf(await lookAtModel(folder))).toBe("model_missing");
});

test("the package is found beside the model or above it, and small weights come first", async ({
  onTestFinished: ending,
}) => {
  const { folder, remove } = await tinyModel(os.tmpdir());
  ending(remove);
  // Only whether it is there is looked at here; what it does, transformer.db.test.ts tries on the real one.
  const library = path.join(folder, "node_modules/@huggingface/transformers");
  await mkdir(library, { recursive: true });
  await writeFile(path.join(library, "package.json"), JSON.stringify({ main: "main.js" }));
  await writeFile(path.join(library, "main.js"), "");
  const model = { name: path.basename(folder), file: "onnx/model.onnx", dtype: "fp32" };
  expect(await lookAtModel(folder)).toMatchObject({ kind: "usable", model });
  await writeFile(path.join(folder, "onnx/model_quantized.onnx"), "");
  expect(await lookAtModel(folder)).toMatchObject({
    model: { file: "onnx/model_quantized.onnx", dtype: "q8" },
  });
});

test("what operators are told to install is what is tried before a merge", async () => {
  const version = /@huggingface\/transformers@[\d.]+/.exec(installCommand("x"))?.[0] ?? "none";
  for (const file of [".ci/run", "docs/sentiment.md"])
    expect(await readFile(path.join(repository, file), "utf8"), file).toContain(version);
});
