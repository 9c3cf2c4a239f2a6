import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server writes a fresh one into each page it answers with. */
const nonce = "__VIGIE_NONCE__";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: nonce },
  build: {
    outDir: path.join(import.meta.dirname, "..", "dist", "web"),
    emptyOutDir: true,
    // Data URLs would want a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    target: "es2023",
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    port: 4401,
    // For work on the app alone: `npm start` beside it answers the API.
    proxy: { "/api": "http://127.0.0.1:4400" },
  },
});
