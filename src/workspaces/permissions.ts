import { Forbidden } from "../errors.ts";
import type { Role } from "../generated/prisma/enums.ts";
import { message } from "../messages.ts";

/** Who may do what. This table is the whole rule: routes declare an action, settings show the table as it is. */
export const permissions = {
  /** See everything of the workspace but secrets. */
  read: ["owner", "admin", "editor", "approver", "analyst"],
  /** Write, schedule, cancel and retry posts; upload media. */
  publish: ["owner", "admin", "editor", "approver"],
  /** Approve posts or send them back. */
  approve: ["owner", "admin", "approver"],
  /** Stop queued publications, and release them. */
  hold: ["owner", "admin", "editor", "approver"],
  /** Import and correct mentions; acknowledge alerts. */
  listen: ["owner", "admin", "editor", "analyst"],
  /** Profiles, sources, monitors, rules, channels. */
  configure: ["owner", "admin", "editor"],
  /** People, keys, the workspace itself, and the audit log. */
  administer: ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

/** What a route asks of its caller. */
export type Action = keyof typeof permissions;
export const actions = Object.keys(permissions) as Action[];

/** What somebody was let in with: a role, of which a key may have only some actions. */
export interface Grant {
  role: Role;
  /** Empty: all that the role may do. */
  scopes: readonly Action[];
}

/** All that a role may do. */
export function whole(role: Role): Grant {
  return { role, scopes: [] };
}

export function may({ role, scopes }: Grant, action: Action): boolean {
  const roles: readonly Role[] = permissions[action];
  return roles.includes(role) && (scopes.length === 0 || scopes.includes(action));
}

export function actionsOf(grant: Grant): Action[] {
  return actions.filter((action) => may(grant, action));
}

/** Nobody gives away, or takes away, more than they have; what is an owner's, only an owner. */
export function mayGrant(giver: Grant, given: Grant): boolean {
  if (given.role === "owner" && giver.role !== "owner") return false;
  return actionsOf(given).every((action) => may(giver, action));
}

/** @throws Forbidden when what is given, or taken, may do more than the giver */
export function refuseBeyond(giver: Grant, given: Grant): void {
  if (mayGrant(giver, given)) return;
  throw new Forbidden(
    message(
      "more_than_yours",
      `with the role "${giver.role}" you may neither give nor take the role "${given.role}": it may do more than you`,
      `avec le rôle «\u202f${giver.role}\u202f», vous ne pouvez ni donner ni retirer le rôle «\u202f${given.role}\u202f»\u202f: il permet plus que le vôtre`,
    ),
  );
}
