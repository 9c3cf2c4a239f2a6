import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid, NotSignedIn } from "../../errors.ts";
import type { Invitation } from "../../generated/prisma/client.ts";
import { message } from "../../messages.ts";
import {
  acceptAsNew,
  acceptAsUser,
  invite,
  isOpen,
  openInvitation,
  withdraw,
} from "../../workspaces/invitations.ts";
import { checkPassword } from "../../workspaces/password.ts";
import { refuseBeyond, whole } from "../../workspaces/permissions.ts";
import { findSession } from "../../workspaces/sessions.ts";
import { callerOf, placeOf } from "../auth.ts";
import { mailLink } from "../mail.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { Email, Password, Preferences, RoleName, SignedIn, viewSession } from "../person.ts";
import { IdParams, Instant, iso, oneLine, PageQuery, pageOf } from "../schemas.ts";
import { readToken, sendToken } from "../session-cookie.ts";

const InvitationView = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role: RoleName,
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
});
/** `link` is shown this once. `mail`: "off" where no SMTP server is set, or nobody is named. */
const Created = InvitationView.extend({ link: z.string(), mail: z.enum(["sent", "failed", "off"]) });
const Token = z.string().min(1).max(100);
const Look = z.object({
  workspace: z.string(),
  role: RoleName,
  invitedBy: z.string(),
  expiresAt: Instant,
  /** Whom it is for; null: whoever has the link. */
  email: z.string().nullable(),
  /** Whether that address has an account, which must sign in to accept. */
  hasAccount: z.boolean(),
});
/** With a password: as somebody new. Without: as the person who is signed in. */
const Acceptance = z.strictObject({
  token: Token,
  name: oneLine(100).optional(),
  email: Email.optional(),
  password: Password.optional(),
  language: Preferences.shape.language,
});

const tags = ["people"];

/** Links that let people join. */
export const invitationRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/invitations",
      {
        config: { action: "administer", answersOnce: true },
        schema: {
          tags,
          summary: "Invite somebody by a link, valid for seven days",
          body: z.strictObject({ email: Email.nullable().default(null), role: RoleName }),
          response: { 201: Created },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { email, role } = request.body;
        refuseBeyond(caller, whole(role));
        const wanted = { email, role, invitedBy: caller.name };
        const { invitation, token } = await invite(ctx, caller.workspaceId, wanted);
        // Behind the #: what follows it reaches neither logs nor other sites.
        const link = `${ctx.publicUrl}/invitation#${token}`;
        const mail = await mailInvitation(ctx, invitation, link);
        return reply.code(201).send({ ...view(invitation), link, mail });
      },
    );

    app.get(
      "/invitations",
      {
        config: { action: "administer" },
        schema: {
          tags,
          summary: "List open invitations",
          querystring: PageQuery,
          response: { 200: pageOf(InvitationView) },
        },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.invitation.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...isOpen(ctx.clock()),
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.delete(
      "/invitations/:id",
      {
        config: { action: "administer" },
        schema: { tags, summary: "Withdraw an invitation", params: IdParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await withdraw(ctx, callerOf(request).workspaceId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/invitations/look",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "What an invitation's link leads to",
          body: z.strictObject({ token: Token }),
          response: { 200: Look },
        },
      },
      async (request) => {
        const { workspace, role, invitedBy, expiresAt, email } = await openInvitation(
          ctx,
          request.body.token,
        );
        const account = email === null ? null : await ctx.db.user.findUnique({ where: { email } });
        return {
          workspace: workspace.name,
          role,
          invitedBy,
          expiresAt: iso(expiresAt),
          email,
          hasAccount: account !== null,
        };
      },
    );

    app.post(
      "/invitations/accept",
      {
        config: { action: "anyone", audit: false },
        schema: { tags, summary: "Accept an invitation", body: Acceptance, response: { 201: SignedIn } },
      },
      async (request, reply) => {
        const { token } = request.body;
        const sessionToken =
          request.body.password === undefined
            ? await joinAsUser(token, request)
            : await joinAsNew(token, request.body, request.body.password, request);
        sendToken(reply, ctx.publicUrl, sessionToken);
        const session = await findSession(ctx, sessionToken, null);
        if (!session) throw new Error("a session that was just used is gone");
        return reply.code(201).send(await viewSession(ctx, session));
      },
    );

    const joinAsUser = async (token: string, request: Parameters<typeof placeOf>[0]): Promise<string> => {
      const shown = readToken(request, ctx.publicUrl);
      if (!request.session || shown === null)
        throw new NotSignedIn(
          message(
            "sign_in_or_password",
            "sign in first, or choose a name and a password",
            "connectez-vous d’abord, ou choisissez un nom et un mot de passe",
          ),
        );
      const { userId, id: sessionId } = request.session;
      await acceptAsUser(ctx, token, { userId, sessionId }, request.ip);
      return shown;
    };

    const joinAsNew = async (
      token: string,
      { name, email: given, language }: z.infer<typeof Acceptance>,
      password: string,
      request: Parameters<typeof placeOf>[0],
    ): Promise<string> => {
      const { email: wanted } = await openInvitation(ctx, token);
      const email = wanted ?? given;
      if (name === undefined) throw missing("/name", "a name", "un nom");
      if (email === undefined) throw missing("/email", "an e-mail address", "une adresse e-mail");
      checkPassword(password, "/password", [email, name]);
      const preferences = language === undefined ? {} : { language };
      return acceptAsNew(ctx, token, { name, email, password, preferences }, placeOf(request));
    };
  };

function missing(pointer: string, what: string, quoi: string) {
  return invalid(pointer, message("missing", `${what} is wanted`, `il faut ${quoi}`));
}

/** The link is shown in any case: whoever invites can hand it over themselves. */
async function mailInvitation(
  ctx: ApiNeeds,
  { email, invitedBy, workspaceId }: Invitation,
  link: string,
): Promise<"sent" | "failed" | "off"> {
  if (email === null) return "off";
  const { name } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  return mailLink(ctx, {
    event: "invitation",
    to: email,
    subject: `${invitedBy}\u202f: ${name} (Vigie)`,
    text: [
      `${invitedBy} vous invite à rejoindre «\u202f${name}\u202f» sur Vigie. Le lien est valable 7 jours\u202f:`,
      `${invitedBy} invites you to join "${name}" on Vigie. The link is valid for 7 days:`,
    ],
    link,
  });
}

function view(invitation: Invitation): z.infer<typeof InvitationView> {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  return { id, email, role, invitedBy, createdAt: iso(createdAt), expiresAt: iso(expiresAt) };
}
