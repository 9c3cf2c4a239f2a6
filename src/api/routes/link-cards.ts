import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { ImageFacts } from "../../media/image.ts";
import { type LinkCard, networksWithCards } from "../../publishing/link-card.ts";
import { linkCards } from "../../publishing/link-cards.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";

/** A link of a post, as it was written there. */
export const AskedLink = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: "an http or https address is wanted" }).max(2000),
  network: z.enum(networksWithCards),
});

export const CardAnswer = z.object({
  card: z
    .object({
      title: z.string(),
      description: z.string().nullable(),
      site: z.string(),
      hasImage: z.boolean(),
      isLarge: z.boolean(),
    })
    .nullable(),
});

/** A card without its picture's address: the picture comes through us. */
export function viewCard(card: LinkCard | null): z.infer<typeof CardAnswer> {
  if (!card) return { card: null };
  const { image, ...rest } = card;
  return { card: { ...rest, hasImage: image !== null } };
}

/** A picture of another site is shown, and never run: not as a page, not as a script. @throws NotFound where there is none */
export function sendPicture(
  reply: FastifyReply,
  found: { bytes: Buffer; facts: ImageFacts } | null,
  url: string,
): FastifyReply {
  if (!found) throw new NotFound("image", url);
  return reply
    .header("content-type", found.facts.contentType)
    .header("content-security-policy", "default-src 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "private, max-age=600")
    .send(found.bytes);
}

const tags = ["posts"];

/** What networks show of the pages that posts link to: read by us, so that a browser asks nobody else. */
export const linkCardRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    const cards = linkCards(ctx);

    app.get(
      "/link-cards",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "What a network shows of the page behind a link",
          description: "`card` is null where the page cannot be read or says nothing of itself.",
          querystring: AskedLink,
          response: { 200: CardAnswer },
        },
      },
      async (request) => {
        const { url, network } = request.query;
        return viewCard(await cards.card(callerOf(request).workspaceId, url, network));
      },
    );

    app.get(
      "/link-cards/image",
      {
        config: { action: "read" },
        schema: { tags, summary: "The picture of the page behind a link", querystring: AskedLink },
      },
      async (request, reply) => {
        const { url, network } = request.query;
        const found = await cards.image(callerOf(request).workspaceId, url, network);
        return sendPicture(reply, found, url);
      },
    );
  };
