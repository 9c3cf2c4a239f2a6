import type { Platform } from "../platform/platform.ts";
import { record } from "./audit.ts";
import { isPassword } from "./password.ts";
import { takeCode } from "./second-step.ts";
import { openSession, type Place } from "./sessions.ts";
import { countTry, forgetTries, limitsFor } from "./tries.ts";

type Needs = Pick<Platform, "db" | "clock" | "secrets" | "log">;

export type SignIn =
  | { kind: "signed-in"; token: string }
  /** No such account, or not its password: nobody is told which, not by the time it takes either. */
  | { kind: "wrong" }
  | { kind: "code-wanted" }
  | { kind: "wrong-code" }
  | { kind: "too-many"; retryAfterSeconds: number };

/** Lets a person in. Every try counts until one succeeds. @param email in lower case */
export async function signIn(
  ctx: Needs,
  { email, password, code }: { email: string; password: string; code: string | null },
  place: Place,
): Promise<SignIn> {
  const limits = limitsFor(email, place.address);
  const retryAfterSeconds = await countTry(ctx, limits);
  if (retryAfterSeconds !== null) {
    ctx.log.warn({ address: place.address }, "sign-in refused: too many tries");
    return { kind: "too-many", retryAfterSeconds };
  }
  const user = await ctx.db.user.findUnique({ where: { email } });
  const isRight = await isPassword(password, user?.passwordHash ?? null);
  if (!user || !isRight) return { kind: "wrong" };
  if (user.totpSince) {
    if (code === null) return { kind: "code-wanted" };
    if (!(await takeCode(ctx, user, code))) return { kind: "wrong-code" };
  }
  await forgetTries(ctx, limits);
  const first = await ctx.db.membership.findFirst({
    where: { userId: user.id },
    orderBy: [{ workspace: { isDemo: "asc" } }, { createdAt: "asc" }],
    select: { workspaceId: true },
  });
  const workspaceId = first?.workspaceId ?? null;
  const now = ctx.clock();
  const token = await ctx.db.$transaction(async (tx) => {
    if (workspaceId)
      await record(
        tx,
        now,
        { kind: "user", id: user.id, name: user.name, workspaceId },
        { action: "POST /session", target: null, address: place.address },
      );
    return openSession(tx, now, { userId: user.id, workspaceId, ...place });
  });
  return { kind: "signed-in", token };
}
