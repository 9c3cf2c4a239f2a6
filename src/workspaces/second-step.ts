import { randomBytes } from "node:crypto";
import type { User } from "../generated/prisma/client.ts";
import type { Transaction } from "../platform/database.ts";
import type { Platform } from "../platform/platform.ts";
import { sha256 } from "../platform/secrets.ts";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";

type Needs = Pick<Platform, "db" | "clock" | "secrets">;

const recoveryCodeCount = 10;

/** Makes a secret for the authenticator app. It is asked for only once a first code has shown that the app has it. */
export async function beginSecondStep(ctx: Needs, user: Pick<User, "id" | "email">) {
  const secret = newTotpSecret();
  const { count } = await ctx.db.user.updateMany({
    where: { id: user.id, totpSince: null },
    data: { totpSecret: ctx.secrets.seal(secret, user.id), totpLastStep: null },
  });
  return count === 1 ? { secret, uri: totpUri(secret, user.email) } : null;
}

/** @returns recovery codes, shown this once; null when the code is wrong, or there is nothing to confirm */
export async function confirmSecondStep(ctx: Needs, userId: string, code: string): Promise<string[] | null> {
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.totpSince || !(await takeTotp(ctx, user, code))) return null;
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, totpSince: null },
      data: { totpSince: ctx.clock() },
    });
    if (count === 0) return null;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({ data: codes.map((one) => ({ userId, hash: hashOf(one) })) });
    return codes;
  });
}

export async function endSecondStep(db: Transaction, userId: string): Promise<void> {
  await db.user.update({
    where: { id: userId },
    data: { totpSecret: null, totpSince: null, totpLastStep: null },
  });
  await db.recoveryCode.deleteMany({ where: { userId } });
}

/** Whether a code of the app, or a recovery code, opens. Each opens once. */
export async function takeCode(ctx: Needs, user: User, code: string): Promise<boolean> {
  if (await takeTotp(ctx, user, code)) return true;
  const { count } = await ctx.db.recoveryCode.deleteMany({ where: { userId: user.id, hash: hashOf(code) } });
  return count === 1;
}

/** The database decides who was first with a code: https://www.rfc-editor.org/rfc/rfc6238#section-5.2 */
async function takeTotp(ctx: Needs, user: User, code: string): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const step = totpStep(ctx.secrets.open(user.totpSecret, user.id), code, ctx.clock());
  if (step === null) return false;
  const { count } = await ctx.db.user.updateMany({
    where: { id: user.id, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

/** Such as `k3f9-x2mq-7hda`: 60 bits, without letters that look like digits. */
function newRecoveryCode(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz0123456789".slice(0, 32);
  const text = Array.from(randomBytes(12), (byte) => letters[byte % letters.length]).join("");
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

function hashOf(code: string): string {
  return sha256(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}
