import { timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, Forbidden, NotSignedIn, TooMany } from "../../errors.ts";
import { message } from "../../messages.ts";
import { sha256 } from "../../platform/secrets.ts";
import { firstOwnerCode, isFirstRun, isLoopback, makeFirstOwner } from "../../workspaces/first-owner.ts";
import { checkPassword } from "../../workspaces/password.ts";
import { findSession, renewToken } from "../../workspaces/sessions.ts";
import { signIn } from "../../workspaces/sign-in.ts";
import { countTry, limitsFor } from "../../workspaces/tries.ts";
import { placeOf, sessionOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { Email, Password, Preferences, SignedIn, viewSession } from "../person.ts";
import { Id, oneLine, TimeZone } from "../schemas.ts";
import { readToken, sendToken } from "../session-cookie.ts";

const State = z.discriminatedUnion("state", [
  /** Nobody has an account. `codeWanted`: the first owner shows the code that Vigie told its console at start. */
  z.object({ state: z.literal("first-run"), codeWanted: z.boolean() }),
  /** `passwordByMail`: who forgot their password may have a link mailed. */
  z.object({ state: z.literal("signed-out"), passwordByMail: z.boolean() }),
  SignedIn,
]);

const NewOwner = z.strictObject({
  name: oneLine(100),
  email: Email,
  password: Password,
  workspace: oneLine(100),
  timeZone: TimeZone.default("Europe/Paris"),
  language: Preferences.shape.language,
  code: z.string().max(100).optional(),
});
const Credentials = z.strictObject({
  email: Email,
  password: Password,
  /** Of the authenticator app, or a recovery code. */
  code: z.string().max(100).optional(),
});

const tags = ["session"];

/** Who is there, and the ways in and out. */
export const sessionRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const letIn = async (reply: FastifyReply, token: string): Promise<z.infer<typeof SignedIn>> => {
      const session = await findSession(ctx, token, null);
      if (!session) throw new Error("a session that was just opened is gone");
      sendToken(reply, ctx.publicUrl, token);
      return viewSession(ctx, session);
    };

    app.get(
      "/session",
      {
        config: { action: "anyone" },
        schema: { tags, summary: "Who is signed in in this browser", response: { 200: State } },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        const shown = readToken(request, ctx.publicUrl);
        if (request.session && shown !== null) {
          const token = await renewToken(ctx, request.session, shown);
          if (token !== null) sendToken(reply, ctx.publicUrl, token);
          return viewSession(ctx, request.session);
        }
        if (shown !== null) sendToken(reply, ctx.publicUrl, null);
        if (await isFirstRun(ctx.db))
          return { state: "first-run" as const, codeWanted: ctx.firstOwnerShowsCode };
        return { state: "signed-out" as const, passwordByMail: ctx.smtpUrl !== null };
      },
    );

    app.post(
      "/session/first-owner",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "Make the first person, who owns all there is; only while there is nobody",
          body: NewOwner,
          response: { 201: SignedIn },
        },
      },
      async (request, reply) => {
        const { name, email, password, workspace, timeZone, language, code } = request.body;
        if (!(await isFirstRun(ctx.db))) throw tooLate();
        await checkFirstOwner(ctx, request, code ?? null);
        checkPassword(password, "/password", [email, name, workspace]);
        const preferences = language === undefined ? {} : { language };
        const owner = { name, email, password, workspace, timeZone, preferences };
        const token = await makeFirstOwner(ctx, owner, placeOf(request));
        if (token === null) throw tooLate();
        return reply.code(201).send(await letIn(reply, token));
      },
    );

    app.post(
      "/session",
      {
        config: { action: "anyone", audit: false },
        schema: { tags, summary: "Sign in", body: Credentials, response: { 201: SignedIn } },
      },
      async (request, reply) => {
        const { email, password, code } = request.body;
        const outcome = await signIn(ctx, { email, password, code: code ?? null }, placeOf(request));
        switch (outcome.kind) {
          case "signed-in":
            return reply.code(201).send(await letIn(reply, outcome.token));
          case "too-many":
            throw tooMany(outcome.retryAfterSeconds);
          case "wrong":
            throw new NotSignedIn(
              message(
                "wrong_password",
                "this e-mail address and password do not belong together",
                "cette adresse e-mail et ce mot de passe ne vont pas ensemble",
              ),
            );
          case "code-wanted":
            throw new NotSignedIn(
              message(
                "code_wanted",
                "also send the code of your authenticator app, or a recovery code",
                "donnez aussi le code de votre application d’authentification, ou un code de secours",
              ),
            );
          case "wrong-code":
            throw new NotSignedIn(
              message(
                "wrong_code",
                "this code is wrong, or was used already; take the next one",
                "ce code est faux ou a déjà servi\u202f; prenez le suivant",
              ),
            );
        }
      },
    );

    app.patch(
      "/session",
      {
        config: { action: "person", audit: false },
        schema: {
          tags,
          summary: "Go to another workspace",
          body: z.strictObject({ workspace: Id }),
          response: { 200: SignedIn },
        },
      },
      async (request) => {
        const { id } = sessionOf(request);
        const token = readToken(request, ctx.publicUrl) ?? "";
        const there = await findSession(ctx, token, request.body.workspace);
        if (!there?.caller)
          throw new Forbidden(
            message(
              "other_workspace",
              `you do not belong to the workspace "${request.body.workspace}"`,
              `vous ne faites pas partie de l’espace de travail «\u202f${request.body.workspace}\u202f»`,
            ),
          );
        await ctx.db.session.updateMany({ where: { id }, data: { workspaceId: there.caller.workspaceId } });
        return viewSession(ctx, there);
      },
    );

    app.delete(
      "/session",
      {
        config: { action: "person" },
        schema: { tags, summary: "Sign out in this browser", response: { 204: z.null() } },
      },
      async (request, reply) => {
        await ctx.db.session.deleteMany({ where: { id: sessionOf(request).id } });
        sendToken(reply, ctx.publicUrl, null);
        return reply.code(204).send(null);
      },
    );
  };

/**
 * Nobody is known yet, so whoever comes first is let in: only from this machine itself, or with the code. A page that
 * made its own name point to this machine is no way round it: https://en.wikipedia.org/wiki/DNS_rebinding
 */
async function checkFirstOwner(ctx: ApiNeeds, request: FastifyRequest, code: string | null): Promise<void> {
  if (!ctx.firstOwnerShowsCode && isLoopback(request.hostname)) return;
  const wait = await countTry(ctx, limitsFor("first owner", request.ip));
  if (wait !== null) throw tooMany(wait);
  if (code !== null && isSame(code.trim().toUpperCase(), firstOwnerCode(ctx.secrets))) return;
  throw new Forbidden(
    message(
      "first_owner_code",
      "the code is wanted that Vigie showed in its console at start (again at each start)",
      "il faut le code que Vigie a montré dans sa console au démarrage (et remontre à chaque démarrage)",
    ),
  );
}

function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(wanted)));
}

function tooLate(): Conflict {
  return new Conflict(
    "not_first",
    message(
      "not_first",
      "there is an owner already; ask them for an invitation",
      "il y a déjà un propriétaire\u202f; demandez-lui une invitation",
    ),
  );
}

function tooMany(retryAfterSeconds: number): TooMany {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new TooMany(
    retryAfterSeconds,
    message(
      "too_many_tries",
      `too many tries; try again in ${minutes} min`,
      `trop d’essais\u202f; réessayez dans ${minutes} min`,
    ),
  );
}
