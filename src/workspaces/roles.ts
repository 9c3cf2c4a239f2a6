import type { Role } from "../generated/prisma/enums.ts";

/** What a route asks of its caller. */
export const actions = [
  /** See everything of the workspace but secrets. */
  "read",
  /** Write, schedule, cancel and retry posts; upload media. */
  "publish",
  /** Import and correct mentions; acknowledge alerts. */
  "listen",
  /** Profiles, sources, monitors, rules, channels. */
  "configure",
  /** Keys and people. */
  "administer",
] as const;
export type Action = (typeof actions)[number];

const allowed: Record<Role, readonly Action[]> = {
  owner: actions,
  admin: actions,
  editor: ["read", "publish", "listen", "configure"],
  approver: ["read", "publish"],
  analyst: ["read", "listen"],
};

/** Whether a role may do that. The table is the whole rule. */
export function may(role: Role, action: Action): boolean {
  return allowed[role].includes(action);
}
