import { Prisma } from "../generated/prisma/client.ts";

/** Tells whoever watches that `claimed` moved. */
export function tell(): Prisma.Sql {
  return Prisma.sql`told as (
      insert into event (workspace_id, kind, data, at)
      select workspace_id, 'publication', jsonb_build_object('id', id, 'post', post_id, 'profile', profile_id,
        'state', state, 'remoteUrl', remote_url), updated_at from claimed
    )`;
}
