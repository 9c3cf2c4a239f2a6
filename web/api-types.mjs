// Writes the types of the API, as the web app uses them, from the API's own description. Run by `npm run check` when the
// description has changed; never committed, so that two changes of the API do not get in each other's way.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const file = path.join(import.meta.dirname, "src", "generated", "api.ts");

const description = execFileSync(process.execPath, [path.join(root, "dist", "main.js"), "openapi"], {
  maxBuffer: 64 * 1024 * 1024,
  stdio: ["ignore", "pipe", "inherit"],
});
const mark = `// Made from the API's description ${createHash("sha256").update(description).digest("hex")}\n`;
if (!existsSync(file) || !readFileSync(file, "utf8").startsWith(mark)) {
  // openapi-typescript draws with the compiler's JavaScript API, which TypeScript 7 no longer has.
  const redirect = `export const resolve = (name, context, next) => next(name === "typescript" ? "typescript-5" : name, context);`;
  register(`data:text/javascript,${encodeURIComponent(redirect)}`);
  const { default: draw, astToString } = await import("openapi-typescript");
  const types = astToString(await draw(JSON.parse(description.toString("utf8"))));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, mark + types);
}
