import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type SourceMode, sourceModes } from "../../listening/source.ts";
import type { ApiNeeds, KnownNetwork } from "../needs.ts";

/** JSON Schema 2020-12 of what a form asks for. */
const Form = z.record(z.string(), z.unknown());

const NetworkView = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: `settings.baseUrl` must be given with a profile or a source, or is not read. */
  baseUrl: z.string().nullable(),
  canPublish: z.boolean(),
  /** Whether mentions there can be answered from here. */
  canReply: z.boolean(),
  /** Where the server states none of its own; null where nothing can be published. */
  limits: z
    .object({
      maxCharacters: z.number().nullable(),
      maxImages: z.number(),
      maxImageBytes: z.number(),
      imageTypes: z.array(z.string()),
      maxAltTextCharacters: z.number().nullable(),
    })
    .nullable(),
  sourceModes: z.array(
    z.object({
      mode: z.enum(sourceModes),
      kind: z.enum(["polled", "streamed"]),
      needsCredentials: z.boolean(),
      /** Null for streams, which are not asked. */
      defaultIntervalSeconds: z.number().nullable(),
      settings: Form,
    }),
  ),
  /** Signing in on the network's own pages, by POST /oauth/{network}/start: "ready", or "not-set-up" by the operator. */
  signIn: z.enum(["ready", "not-set-up"]).nullable(),
  /** Of POST /profiles; null where there are no profiles. */
  credentials: Form.nullable(),
  /** Settings of POST /channels; null where no alerts can be sent. */
  channel: Form.nullable(),
});

/** What each connector can do. */
export const networkRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    // Nothing here changes while the program runs.
    const items = viewAll(ctx);
    app.get(
      "/networks",
      {
        config: { action: "read" },
        schema: {
          tags: ["networks"],
          summary: "What each network takes, gives, and asks for",
          response: { 200: z.object({ items: z.array(NetworkView), nextCursor: z.null() }) },
        },
      },
      async () => ({ items, nextCursor: null }),
    );
  };

function viewAll(ctx: ApiNeeds): z.infer<typeof NetworkView>[] {
  const channelsOnly = [...ctx.channels.keys()]
    .filter((id) => !ctx.networks.has(id))
    .map(
      (id): KnownNetwork => ({
        id,
        name: nameOf(id),
        baseUrl: null,
        verifier: null,
        oauth: null,
        oauthClient: null,
        sources: {},
        authorIds: null,
      }),
    );
  return [...ctx.networks.values(), ...channelsOnly].map((network) => view(ctx, network));
}

function view(ctx: ApiNeeds, network: KnownNetwork): z.infer<typeof NetworkView> {
  const publisher = ctx.publishers.get(network.id)?.publisher;
  const limits = publisher?.limits;
  const channel = ctx.channels.get(network.id);
  return {
    id: network.id,
    name: network.name,
    baseUrl: network.baseUrl,
    canPublish: limits !== undefined,
    canReply: publisher?.replies !== undefined,
    limits: limits ? { ...limits, imageTypes: [...limits.imageTypes] } : null,
    sourceModes: sourceModes.flatMap((mode) => viewSource(network, mode)),
    signIn: signInOf(network),
    credentials: network.verifier ? formOf(network.verifier.credentials) : null,
    channel: channel ? formOf(channel.settings) : null,
  };
}

function signInOf({ oauth, oauthClient }: KnownNetwork): "ready" | "not-set-up" | null {
  if (!oauth) return null;
  return oauth.register || oauthClient ? "ready" : "not-set-up";
}

function viewSource(network: KnownNetwork, mode: SourceMode): z.infer<typeof NetworkView>["sourceModes"] {
  const source = network.sources[mode];
  if (!source) return [];
  return [
    {
      mode,
      kind: source.kind,
      needsCredentials: source.needsCredentials,
      defaultIntervalSeconds: source.kind === "polled" ? source.defaultIntervalSeconds : null,
      settings: formOf(source.settings),
    },
  ];
}

/** What a sender writes, before defaults; what JSON Schema cannot say is left open. */
function formOf(schema: z.ZodType): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) };
}

/** "email" as "Email": a party that only takes alerts gives its id, and no name, to the API. */
function nameOf(id: string): string {
  return `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}
