import type { Database } from "./database.ts";
import { type Secrets, WrongKey } from "./secrets.ts";

const context = "secret-key-check";

/**
 * Makes sure that what was sealed before can be opened with the keys at hand, before anything runs into it.
 * @throws WrongKey with what to do
 */
export async function checkSecretKey(db: Database, secrets: Secrets): Promise<void> {
  for (const { keyId, sealed } of await db.secretKeyCheck.findMany()) {
    try {
      secrets.open(sealed, context);
    } catch (error) {
      throw new WrongKey(
        `VIGIE_SECRET_KEY is not the key (${keyId}) that sealed the tokens in this database: set that key again, ` +
          "or add it behind the new one, separated by a comma",
        { cause: error },
      );
    }
  }
  await db.secretKeyCheck.upsert({
    where: { keyId: secrets.keyId },
    create: { keyId: secrets.keyId, sealed: secrets.seal("vigie", context) },
    update: {},
  });
}
