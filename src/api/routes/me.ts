import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, invalid, TooMany } from "../../errors.ts";
import { message } from "../../messages.ts";
import { checkPassword, hashPassword, isPassword } from "../../workspaces/password.ts";
import { actionsOf } from "../../workspaces/permissions.ts";
import { beginSecondStep, confirmSecondStep, endSecondStep, takeCode } from "../../workspaces/second-step.ts";
import { openSession } from "../../workspaces/sessions.ts";
import { countTry, forgetTries, limitsFor } from "../../workspaces/tries.ts";
import { callerOf, placeOf, sessionOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { ActionName, FirstStep, Password, Preferences, RoleName, SignedIn, viewSession } from "../person.ts";
import { Instant, iso, oneLine } from "../schemas.ts";
import { sendToken } from "../session-cookie.ts";

const Me = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  /** The key that calls; null: a person does. */
  key: z.object({ id: z.string(), name: z.string(), role: RoleName }).nullable(),
  user: z.object({ id: z.string(), name: z.string(), role: RoleName }).nullable(),
  /** What this caller may do here. */
  actions: z.array(ActionName),
});
const Change = z.strictObject({ name: oneLine(100), preferences: Preferences }).partial();
const NewPassword = z.strictObject({ current: Password, password: Password });
const Code = z.strictObject({ code: z.string().max(100) });
const SessionView = z.object({
  id: z.string(),
  address: z.string(),
  userAgent: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  isCurrent: z.boolean(),
});

const tags = ["me"];

/** Who am I; and what a person may change about themselves. */
export const meRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const personOf = (userId: string) => ctx.db.user.findUniqueOrThrow({ where: { id: userId } });

    /** Somebody at an unlocked screen is not its owner: what guards the account asks for the password again. */
    const askPassword = async (userId: string, password: string, pointer: string, address: string) => {
      const user = await personOf(userId);
      const limits = limitsFor(user.email, address);
      const wait = await countTry(ctx, limits);
      if (wait !== null)
        throw new TooMany(
          wait,
          message("too_many_tries", "too many tries; wait a while", "trop d’essais\u202f; patientez"),
        );
      if (!(await isPassword(password, user.passwordHash)))
        throw invalid(
          pointer,
          message(
            "wrong_password",
            "this is not your present password",
            "ce n’est pas votre mot de passe actuel",
          ),
        );
      await forgetTries(ctx, limits);
      return user;
    };

    app.get(
      "/me",
      {
        config: { action: "read" },
        schema: { tags, summary: "Who calls, and for which workspace", response: { 200: Me } },
      },
      async (request) => {
        const caller = callerOf(request);
        const workspace = await ctx.db.workspace.findUniqueOrThrow({
          where: { id: caller.workspaceId },
          select: { id: true, name: true, timeZone: true },
        });
        const { kind, id, name, role } = caller;
        const who = { id, name, role };
        return {
          workspace,
          key: kind === "key" ? who : null,
          user: kind === "user" ? who : null,
          actions: actionsOf(caller),
        };
      },
    );

    app.patch(
      "/me",
      {
        config: { action: "person" },
        schema: { tags, summary: "Change my name or preferences", body: Change, response: { 200: SignedIn } },
      },
      async (request) => {
        const session = sessionOf(request);
        const { name, preferences } = request.body;
        const before = Preferences.parse((await personOf(session.userId)).preferences);
        await ctx.db.user.update({
          where: { id: session.userId },
          data: {
            ...(name === undefined ? {} : { name }),
            ...(preferences === undefined ? {} : { preferences: { ...before, ...preferences } }),
          },
        });
        return viewSession(ctx, session);
      },
    );

    app.post(
      "/me/first-steps",
      {
        config: { action: "person", audit: false },
        schema: {
          tags,
          summary: "Put one of the first steps in this workspace behind me, for good",
          body: z.strictObject({ step: FirstStep }),
          response: { 200: SignedIn },
        },
      },
      async (request) => {
        const session = sessionOf(request);
        const { workspaceId } = callerOf(request);
        const { step } = request.body;
        // Pressed twice, it is behind them once.
        await ctx.db.membership.updateMany({
          where: { userId: session.userId, workspaceId, NOT: { firstSteps: { has: step } } },
          data: { firstSteps: { push: step } },
        });
        return viewSession(ctx, session);
      },
    );

    app.post(
      "/me/password",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "Change my password; every other browser is signed out",
          body: NewPassword,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { userId } = sessionOf(request);
        const place = placeOf(request);
        const { current, password } = request.body;
        const user = await askPassword(userId, current, "/current", place.address);
        checkPassword(password, "/password", [user.email, user.name]);
        const passwordHash = await hashPassword(password);
        const workspaceId = request.caller?.workspaceId ?? null;
        const token = await ctx.db.$transaction(async (tx) => {
          await tx.user.update({ where: { id: userId }, data: { passwordHash } });
          await tx.session.deleteMany({ where: { userId } });
          return openSession(tx, ctx.clock(), { userId, workspaceId, ...place });
        });
        sendToken(reply, ctx.publicUrl, token);
        return reply.code(204).send(null);
      },
    );

    app.get(
      "/me/sessions",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "Where I am signed in",
          response: { 200: z.object({ items: z.array(SessionView) }) },
        },
      },
      async (request) => {
        const { id: here, userId } = sessionOf(request);
        const rows = await ctx.db.session.findMany({
          where: { userId },
          orderBy: { lastSeenAt: "desc" },
          take: 200,
        });
        const items = rows.map(({ id, address, userAgent, createdAt, lastSeenAt }) => {
          return {
            id,
            address,
            userAgent,
            createdAt: iso(createdAt),
            lastSeenAt: iso(lastSeenAt),
            isCurrent: id === here,
          };
        });
        return { items };
      },
    );

    app.delete(
      "/me/sessions",
      {
        config: { action: "person" },
        schema: { tags, summary: "Sign out everywhere, here too", response: { 204: z.null() } },
      },
      async (request, reply) => {
        await ctx.db.session.deleteMany({ where: { userId: sessionOf(request).userId } });
        sendToken(reply, ctx.publicUrl, null);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/me/two-step",
      {
        config: { action: "person", answersOnce: true },
        schema: {
          tags,
          summary: "Begin two-step sign-in: a secret for the authenticator app",
          body: z.strictObject({ password: Password }),
          response: { 201: z.object({ secret: z.string(), uri: z.string() }) },
        },
      },
      async (request, reply) => {
        const { userId } = sessionOf(request);
        const user = await askPassword(userId, request.body.password, "/password", request.ip);
        const begun = await beginSecondStep(ctx, user);
        if (!begun)
          throw new Conflict(
            "two_step_on",
            message(
              "two_step_on",
              "two-step sign-in is on already",
              "la double authentification est déjà active",
            ),
          );
        return reply.code(201).send(begun);
      },
    );

    app.post(
      "/me/two-step/confirm",
      {
        config: { action: "person", answersOnce: true },
        schema: {
          tags,
          summary:
            "Switch two-step sign-in on, with a first code; answers with recovery codes, shown this once",
          body: Code,
          response: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const recoveryCodes = await confirmSecondStep(ctx, sessionOf(request).userId, request.body.code);
        if (!recoveryCodes) throw wrongCode();
        return { recoveryCodes };
      },
    );

    app.post(
      "/me/two-step/end",
      {
        config: { action: "person" },
        schema: {
          tags,
          summary: "Switch two-step sign-in off",
          body: z.strictObject({ password: Password, code: z.string().max(100) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { userId } = sessionOf(request);
        const user = await askPassword(userId, request.body.password, "/password", request.ip);
        if (!(await takeCode(ctx, user, request.body.code))) throw wrongCode();
        await ctx.db.$transaction((tx) => endSecondStep(tx, userId));
        return reply.code(204).send(null);
      },
    );
  };

function wrongCode() {
  return invalid(
    "/code",
    message(
      "wrong_code",
      "this code is wrong, or was used already; take the next one",
      "ce code est faux ou a déjà servi\u202f; prenez le suivant",
    ),
  );
}
