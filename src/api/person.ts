import { z } from "zod";
import { Role } from "../generated/prisma/enums.ts";
import { mostPasswordCharacters } from "../workspaces/password.ts";
import { type Action, actions, actionsOf, whole } from "../workspaces/permissions.ts";
import type { OpenSession } from "../workspaces/sessions.ts";
import type { ApiNeeds } from "./needs.ts";
import { Instant, iso } from "./schemas.ts";

export const RoleName = z.enum(Role);
export const ActionName = z.enum(actions as [Action, ...Action[]]);

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3; written one way, so that one person has one account. */
export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
/** Of any length that is not an attack: what a new one must be, `checkPassword` says. */
export const Password = z.string().min(1).max(mostPasswordCharacters);

/** How a person likes Vigie to look and speak. */
export const Preferences = z
  .strictObject({
    language: z.enum(["en", "fr"]),
    theme: z.enum(["system", "light", "dark"]),
    density: z.enum(["compact", "comfortable"]),
    hours: z.enum(["24", "12"]),
    shortcuts: z.boolean(),
  })
  .partial();

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  /** Invented data on a sandbox; nothing of it is published anywhere. */
  isDemo: z.boolean(),
  /** The caller's role there. */
  role: RoleName,
  actions: z.array(ActionName),
});

/** What a newcomer may put behind them: writing a first post, listening for a first brand, the rest of the list. */
export const FirstStep = z.enum(["post", "monitor", "rest"]);

const OwnWorkspace = WorkspaceView.extend({
  /** The first steps that this person has behind them here: done, passed over or put away. */
  firstSteps: z.array(FirstStep),
});

export const SignedIn = z.object({
  state: z.literal("signed-in"),
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    preferences: Preferences,
    /** Whether signing in asks for a code as well. */
    twoStep: z.boolean(),
  }),
  /** Where this request is; null: this person belongs to no workspace, or not to the one asked for. */
  workspace: OwnWorkspace.nullable(),
  workspaces: z.array(OwnWorkspace),
  /** When the session ends if it is not used any more. */
  endsAt: Instant,
});

/** The person who is signed in, as the web app wants to know them at its start. */
export async function viewSession(ctx: ApiNeeds, session: OpenSession): Promise<z.infer<typeof SignedIn>> {
  const user = await ctx.db.user.findUniqueOrThrow({
    where: { id: session.userId },
    include: {
      memberships: {
        include: { workspace: true },
        orderBy: [{ workspace: { isDemo: "asc" } }, { createdAt: "asc" }],
      },
    },
  });
  const workspaces = user.memberships.map(
    ({ role, firstSteps, workspace: { id, name, timeZone, isDemo } }) => {
      const actions = actionsOf(whole(role));
      return { id, name, timeZone, isDemo, role, actions, firstSteps: z.array(FirstStep).parse(firstSteps) };
    },
  );
  return {
    state: "signed-in",
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      preferences: Preferences.parse(user.preferences),
      twoStep: user.totpSince !== null,
    },
    workspace: workspaces.find(({ id }) => id === session.caller?.workspaceId) ?? null,
    workspaces,
    endsAt: iso(session.endsAt),
  };
}
