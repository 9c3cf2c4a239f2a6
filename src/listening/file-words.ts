import type { Database } from "../platform/database.ts";
import { searchVector } from "./search.ts";

const atOnce = 1000;

/**
 * Files mentions whose words are not read yet under their words: those of an older Vigie, and those whose text
 * changed. Until then a search looks at each of them.
 */
export async function fileUnread(db: Database): Promise<void> {
  for (;;) {
    const rows = await db.$queryRaw<{ id: string; workspaceId: string; text: string; publishedAt: Date }[]>`
      select id, workspace_id as "workspaceId", text, published_at as "publishedAt" from mention
      where search is null limit ${atOnce}`;
    const words = rows.map((row) => ({
      id: row.id,
      text: row.text,
      search: searchVector(row.text, row.workspaceId, row.publishedAt),
    }));
    // A text that changed meanwhile is read again.
    await db.$executeRaw`
      update mention m set search = x.search
      from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as x(id uuid, text text, search tsvector)
      where m.id = x.id and m.text = x.text and m.search is null`;
    if (rows.length < atOnce) return;
  }
}
