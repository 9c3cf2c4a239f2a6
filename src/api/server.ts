import multipart from "@fastify/multipart";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { message } from "../messages.ts";
import { keepAudit } from "./audit.ts";
import { guard } from "./auth.ts";
import { honourIdempotencyKeys } from "./idempotency.ts";
import type { ApiNeeds } from "./needs.ts";
import { refuseUnkeepableText } from "./plain-text.ts";
import { errorHandler, sendProblem } from "./problem.ts";
import { alertBacktestRoutes } from "./routes/alert-backtest.ts";
import { alertRuleRoutes } from "./routes/alert-rules.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { auditRoutes } from "./routes/audit.ts";
import { calendarRoutes } from "./routes/calendar.ts";
import { campaignRoutes } from "./routes/campaigns.ts";
import { channelRoutes } from "./routes/channels.ts";
import { digestRoutes } from "./routes/digests.ts";
import { eventRoutes } from "./routes/events.ts";
import { healthRoutes } from "./routes/health.ts";
import { holdRoutes } from "./routes/holds.ts";
import { homeRoutes } from "./routes/home.ts";
import { homeIcon } from "./routes/home-page.ts";
import { invitationRoutes } from "./routes/invitations.ts";
import { keyRoutes } from "./routes/keys.ts";
import { linkCardRoutes } from "./routes/link-cards.ts";
import { linkRoutes } from "./routes/links.ts";
import { meRoutes } from "./routes/me.ts";
import { mediaRoutes } from "./routes/media.ts";
import { memberRoutes } from "./routes/members.ts";
import { mentionExportRoutes } from "./routes/mention-export.ts";
import { mentionReplyRoutes } from "./routes/mention-replies.ts";
import { mentionRoutes } from "./routes/mentions.ts";
import { monitorRoutes } from "./routes/monitors.ts";
import { networkRoutes } from "./routes/networks.ts";
import { noteRoutes } from "./routes/notes.ts";
import { oauthRoutes } from "./routes/oauth.ts";
import { passwordLinkRoutes } from "./routes/password-links.ts";
import { personalDataRoutes } from "./routes/personal-data.ts";
import { planningRoutes } from "./routes/planning.ts";
import { postRoutes } from "./routes/posts.ts";
import { postImportRoute } from "./routes/posts-import.ts";
import { postReviewRoutes } from "./routes/posts-review.ts";
import { postScheduleRoutes } from "./routes/posts-schedule.ts";
import { profileUsageRoutes } from "./routes/profile-usage.ts";
import { profileRoutes } from "./routes/profiles.ts";
import { publicationRoutes } from "./routes/publications.ts";
import { reportScheduleRoutes } from "./routes/report-schedules.ts";
import { reportRoutes } from "./routes/reports.ts";
import { reputationRoutes } from "./routes/reputation.ts";
import { reviewLinkRoutes } from "./routes/review-links.ts";
import { savedViewRoutes } from "./routes/saved-views.ts";
import { sentimentRuleRoutes } from "./routes/sentiment-rules.ts";
import { seriesRoutes } from "./routes/series.ts";
import { sessionRoutes } from "./routes/session.ts";
import { slotRoutes } from "./routes/slots.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { workspaceHealthRoutes } from "./routes/workspace-health.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";
import { cookieName } from "./session-cookie.ts";
import { serveWebApp, webAppPage } from "./web-app.ts";

const maxBodyBytes = 10 * 1024 * 1024;

/** The HTTP server, ready to listen. */
export async function createServer(ctx: ApiNeeds): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: ctx.log.child({}, { level: "warn" }) as FastifyBaseLogger,
    bodyLimit: maxBodyBytes,
    trustProxy: ctx.trustedProxies.length > 0 ? [...ctx.trustedProxies] : false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // Only what was asked for; nothing is guessed or dropped on the way.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorHandler(ctx.log));
  app.setNotFoundHandler((request, reply) => {
    const answered = webAppPage(request, reply);
    if (answered) return answered;
    const path = request.url.split("?")[0];
    return sendProblem(
      request,
      reply,
      404,
      message(
        "no_such_route",
        `there is nothing at ${request.method} ${path}`,
        `il n’y a rien à ${request.method} ${path}`,
      ),
    );
  });
  app.addHook("onSend", async (_request, reply, payload) => {
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    return payload;
  });
  acceptEmptyJson(app);
  await app.register(multipart, { limits: { fileSize: maxBodyBytes, files: 1, fields: 10 } });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Vigie",
        version: ctx.version,
        description:
          "Schedules what an organisation says on its networks, and listens to what is said about it.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: cookieName(ctx.publicUrl) },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      const action = input.route.config?.action;
      const security =
        action === "anyone" ? { security: [] } : action === "person" ? { security: [{ session: [] }] } : {};
      return { url, schema: { ...schema, ...security, "x-vigie-action": action } };
    },
  });

  await app.register(async (documents) => {
    documents.addHook("onRoute", (route) => {
      route.config = { ...route.config, action: "anyone" };
    });
    await documents.register(swaggerUi, {
      routePrefix: "/api/docs",
      theme: { title: "Vigie API" },
      logo: { type: "image/svg+xml", content: Buffer.from(homeIcon) },
      staticCSP:
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    });
    documents.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  });
  await app.register(serveWebApp);
  await app.register(async (open) => {
    guard(open, ctx);
    await open.register(healthRoutes(ctx));
    await open.register(linkRoutes(ctx));
    await open.register(homeRoutes(ctx));
  });
  await app.register(
    async (api) => {
      guard(api, ctx);
      keepAudit(api, ctx);
      refuseUnkeepableText(api);
      honourIdempotencyKeys(api, ctx);
      for (const routes of [
        sessionRoutes,
        meRoutes,
        savedViewRoutes,
        workspaceRoutes,
        workspaceHealthRoutes,
        memberRoutes,
        invitationRoutes,
        passwordLinkRoutes,
        auditRoutes,
        keyRoutes,
        networkRoutes,
        profileRoutes,
        profileUsageRoutes,
        oauthRoutes,
        slotRoutes,
        mediaRoutes,
        postRoutes,
        postImportRoute,
        postScheduleRoutes,
        postReviewRoutes,
        linkCardRoutes,
        reviewLinkRoutes,
        publicationRoutes,
        calendarRoutes,
        campaignRoutes,
        holdRoutes,
        noteRoutes,
        seriesRoutes,
        planningRoutes,
        sourceRoutes,
        monitorRoutes,
        mentionExportRoutes,
        mentionRoutes,
        mentionReplyRoutes,
        sentimentRuleRoutes,
        reputationRoutes,
        reportRoutes,
        reportScheduleRoutes,
        personalDataRoutes,
        alertRuleRoutes,
        alertBacktestRoutes,
        alertRoutes,
        channelRoutes,
        digestRoutes,
        eventRoutes,
      ])
        await api.register(routes(ctx));
    },
    { prefix: "/api/v1" },
  );
  await app.ready();
  return app;
}

/** A POST without a body may still say that its body would be JSON: many clients always do. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "" && request.method === "POST") return done(null, undefined);
    return parse(request, body as string, done);
  });
}
