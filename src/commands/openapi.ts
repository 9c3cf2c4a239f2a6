import { createServer } from "../api/server.ts";
import { describedParts } from "../app.ts";

/** Prints the OpenAPI document without a database: what the web app's types are made from. */
export async function printOpenApi(): Promise<void> {
  const server = await createServer(describedParts());
  process.stdout.write(`${JSON.stringify(server.swagger(), null, 1)}\n`);
  await server.close();
}
