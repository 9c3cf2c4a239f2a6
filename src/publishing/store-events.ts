import { Prisma } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";

/** Tells whoever watches that `claimed` moved. */
export function tell(): Prisma.Sql {
  return Prisma.sql`told as (
      insert into event (workspace_id, kind, data, at)
      select workspace_id, 'publication', jsonb_build_object('id', id, 'post', post_id, 'profile', profile_id,
        'state', state, 'remoteUrl', remote_url), updated_at from claimed
    )`;
}

/** Tells whoever watches how the publications of a post, or one of them, stand now. */
export async function tellOf(
  tx: Transaction,
  where: { postId?: string; id?: string },
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into event (workspace_id, kind, data, at)
    select workspace_id, 'publication', jsonb_build_object('id', id, 'post', post_id, 'profile', profile_id,
      'state', state, 'remoteUrl', remote_url), ${now}
    from publication
    where id = coalesce(${where.id ?? null}::uuid, id) and post_id = coalesce(${where.postId ?? null}::uuid, post_id)
      and (${where.id ?? null}::uuid is not null or ${where.postId ?? null}::uuid is not null)`;
}
