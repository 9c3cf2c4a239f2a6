import type { Transaction } from "../platform/database.ts";
import type { Caller } from "./caller.ts";

/** Who did it, and in which workspace. */
export type Actor = Pick<Caller, "kind" | "id" | "name" | "workspaceId">;

export interface Deed {
  /** Method and path of the route, such as `POST /posts/:id/schedule`. */
  action: string;
  /** Id of what it was done to, where there is one. */
  target: string | null;
  /** Network address of the caller. */
  address: string;
}

/** Writes down who did what. Nothing of the request or the answer but ids: a log that holds secrets is one more to guard. */
export async function record(db: Transaction, at: Date, actor: Actor, deed: Deed): Promise<void> {
  const { kind, id, name, workspaceId } = actor;
  await db.auditEntry.create({
    data: { workspaceId, at, actorKind: kind, actorId: id, actorName: name, ...deed },
  });
}
