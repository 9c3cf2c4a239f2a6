import pg from "pg";

/** Spells `SOLE`. */
const soleUseLock = 0x534f4c45;

/**
 * Makes sure that one program alone uses an embedded database. The lock lives in the connection: it ends with the
 * program, also with a killed one.
 * @throws when another Vigie has it
 */
export async function claimSoleUse(databaseUrl: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  // Its loss is the loss of the whole database: others will report that.
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [
    soleUseLock,
  ]);
  if (!rows[0]?.got) {
    await client.end();
    throw new AlreadyRunning();
  }
  return { release: () => client.end() };
}

export class AlreadyRunning extends Error {
  override name = "AlreadyRunning";
  constructor() {
    super(
      "another Vigie is running on this data folder; stop it first, or set VIGIE_DATA_DIR to another folder",
    );
  }
}
