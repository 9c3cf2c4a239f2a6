import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { compiledAhead, earlyNames, firstPartOf } from "./first-sight.ts";

/** The server writes a fresh one into each page it answers with. */
const nonce = "__VIGIE_NONCE__";

/** Names of emoji in our two languages: served by us, since the picker would ask a third party for them. */
const emojiFolder = `assets/emoji-${emojiVersion()}`;
function emojiNames(): Plugin {
  return {
    name: "emoji-names",
    generateBundle() {
      for (const language of ["en", "fr"])
        for (const file of ["data", "messages"])
          this.emitFile({
            type: "asset",
            fileName: `${emojiFolder}/${language}/${file}.json`,
            source: readFileSync(
              fileURLToPath(import.meta.resolve(`emojibase-data/${language}/${file}.json`)),
            ),
          });
    },
  };
}

/** Their address changes with them, so that a browser may keep them for ever. */
function emojiVersion(): string {
  const about = readFileSync(fileURLToPath(import.meta.resolve("emojibase-data/package.json")), "utf8");
  return (JSON.parse(about) as { version: string }).version;
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), emojiNames(), earlyNames(), compiledAhead()],
  define: { __EMOJI_FOLDER__: JSON.stringify(`/${emojiFolder}`) },
  html: { cspNonce: nonce },
  build: {
    outDir: path.join(import.meta.dirname, "..", "dist", "web"),
    emptyOutDir: true,
    // Data URLs would want a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    target: "es2023",
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstPartOf }] } } },
  },
  server: {
    port: 4401,
    // For work on the app alone: `npm start` beside it answers the API.
    proxy: { "/api": "http://127.0.0.1:4400" },
  },
});
