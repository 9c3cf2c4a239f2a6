import type { Grant } from "./permissions.ts";

/** Who calls, for which workspace, and what they may do there. */
export interface Caller extends Grant {
  kind: "key" | "user";
  /** Of the key, or of the person. */
  id: string;
  name: string;
  workspaceId: string;
}
