import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Conflict, TooMany } from "../../errors.ts";
import { message } from "../../messages.ts";
import {
  chooseByLink,
  linkForAddress,
  linkForMember,
  openPasswordLink,
} from "../../workspaces/password-links.ts";
import { countTry, limitsForMail } from "../../workspaces/tries.ts";
import { callerOf } from "../auth.ts";
import { mailLink } from "../mail.ts";
import type { ApiNeeds } from "../needs.ts";
import { Email, Password } from "../person.ts";
import { IdParams, Instant, iso } from "../schemas.ts";

const Token = z.string().min(1).max(100);
const tags = ["people"];

/** Links with which a person chooses a new password. */
export const passwordLinkRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    // Behind the #: what follows it reaches neither logs nor other sites.
    const addressOf = (token: string) => `${ctx.publicUrl}/new-password#${token}`;

    app.post(
      "/members/:id/password-link",
      {
        config: { action: "administer", answersOnce: true },
        schema: {
          tags,
          summary: "Make a link with which a member chooses a new password, once within 24 hours",
          params: IdParams,
          response: { 201: z.object({ link: z.string(), expiresAt: Instant }) },
        },
      },
      async (request, reply) => {
        const { token, expiresAt } = await linkForMember(ctx, callerOf(request), request.params.id);
        return reply.code(201).send({ link: addressOf(token), expiresAt: iso(expiresAt) });
      },
    );

    app.post(
      "/password-links",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "Have a link for a new password mailed; the answer is the same for an unknown address",
          body: z.strictObject({ email: Email }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        if (ctx.smtpUrl === null) throw noMail();
        const wait = await countTry(ctx, limitsForMail(email, request.ip));
        if (wait !== null)
          throw new TooMany(
            wait,
            message("too_many_tries", "too many tries; wait a while", "trop d’essais\u202f; patientez"),
          );
        // Nobody waits for it: how long it takes would tell whether there is an account.
        void mailPasswordLink(email).catch((err: unknown) =>
          ctx.log.error({ err }, "a link for a new password could not be made"),
        );
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/password-links/look",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "Whose password a link changes",
          body: z.strictObject({ token: Token }),
          response: { 200: z.object({ name: z.string(), email: z.string() }) },
        },
      },
      async (request) => openPasswordLink(ctx, request.body.token),
    );

    app.post(
      "/password-links/use",
      {
        config: { action: "anyone", audit: false },
        schema: {
          tags,
          summary: "Choose a new password; every browser of that person is signed out",
          body: z.strictObject({ token: Token, password: Password }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { token, password } = request.body;
        await chooseByLink(ctx, token, password, request.ip);
        return reply.code(204).send(null);
      },
    );

    const mailPasswordLink = async (email: string): Promise<void> => {
      const made = await linkForAddress(ctx, email);
      if (!made) return;
      await mailLink(ctx, {
        event: "new-password",
        to: email,
        subject: "Nouveau mot de passe / New password (Vigie)",
        text: [
          "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour Vigie. Si ce n’est pas vous, ne faites rien. Le lien est valable une heure\u202f:",
          "Somebody, most likely you, asked for a new password for Vigie. If it was not you, do nothing. The link is valid for an hour:",
        ],
        link: addressOf(made.token),
      });
    };
  };

function noMail(): Conflict {
  return new Conflict(
    "no_mail",
    message(
      "no_mail",
      "this installation sends no mails; ask an administrator of your workspace for a link",
      "cette installation n’envoie pas d’e-mails\u202f; demandez un lien à un administrateur de votre espace",
    ),
  );
}
