import { readConfig } from "../../config/config.ts";
import { createApp } from "../app.ts";

/** Brings the database up to date, and says what it did. */
export async function migrate(): Promise<void> {
  const app = await createApp(readConfig(process.env));
  await app.close();
  process.stdout.write("The database is up to date.\n");
}
