import { expect, test } from "vitest";
import { bootstrapKey, dataFolder, runProgram, startProgram } from "../support/program.ts";
import { tinyModel } from "../support/tiny-model.ts";
import { transformersFolder } from "../support/transformers.ts";

const installedAt = transformersFolder();

test.runIf(installedAt)(
  "the built program reads a history and a pipe with the operator's model, and its doctor tells of it",
  async ({ onTestFinished: ending }) => {
    const folder = await dataFolder();
    ending(folder.remove);
    const model = await tinyModel(installedAt ?? "");
    ending(model.remove);
    const env = {
      VIGIE_SENTIMENT_MODEL: model.folder,
      VIGIE_SENTIMENT_LANGUAGES: "en",
      VIGIE_DEMO: "0",
      LOG_LEVEL: "info",
    };
    const program = await startProgram({ dataFolder: folder.path, env });
    ending(async () => void (await program.kill()));
    await program.call("POST", "/monitors", { name: "Acme", kind: "brand", query: "acme" });
    const text = "The people at Acme have made a real brumble of this delivery";
    const line = { network: "bluesky", remoteId: "1", text, publishedAt: new Date().toISOString() };
    const imported = await fetch(`${program.url}/api/v1/mentions/import`, {
      method: "POST",
      headers: { authorization: `Bearer ${bootstrapKey}`, "content-type": "application/x-ndjson" },
      body: JSON.stringify(line),
    });
    expect(imported.status).toBe(200);
    const { body } = await program.call("GET", "/mentions");
    expect(body).toMatchObject({
      items: [{ sentiment: { label: "negative", scorer: expect.stringMatching(/^tiny-.+@[0-9a-f]{8}$/) } }],
    });
    expect(program.output()).toContain("sentiment model loaded");
    expect((await program.stop()).code).toBe(0);

    const scored = await runProgram(["score"], {
      dataFolder: folder.path,
      env,
      stdin: `${JSON.stringify({ text })}\n${JSON.stringify({ text: "Ich bin sehr zufrieden mit euch" })}\n`,
    });
    expect(
      scored.stdout
        .trim()
        .split("\n")
        .map((out) => JSON.parse(out) as unknown),
    ).toEqual([
      { language: "en", label: "negative", score: -0.947 },
      expect.objectContaining({ language: "de", label: "positive" }),
    ]);

    const { stdout } = await runProgram(["doctor"], { dataFolder: folder.path, env });
    expect(stdout).toMatch(/^ok {4}sentiment model: tiny-.+ reads en; [\d.]+ ms for each text of a batch$/m);
  },
);
