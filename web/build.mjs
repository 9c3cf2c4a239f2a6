// Bundles the web app into dist/web, each file also compressed once and for all.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip, constants as zlib } from "node:zlib";
import { build } from "vite";

const web = import.meta.dirname;
const out = path.join(web, "..", "dist", "web");

process.env.NODE_ENV = "production";
await build({ configFile: path.join(web, "vite.config.ts"), root: web, logLevel: "error" });
const files = await readdir(path.join(out, "assets"), { recursive: true, withFileTypes: true });
await Promise.all(
  files
    .filter((file) => file.isFile() && /\.(js|css|svg|json)$/.test(file.name))
    .map((file) => compress(path.join(file.parentPath, file.name))),
);

async function compress(file) {
  const content = await readFile(file);
  const params = { [zlib.BROTLI_PARAM_QUALITY]: 9, [zlib.BROTLI_PARAM_SIZE_HINT]: content.length };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
