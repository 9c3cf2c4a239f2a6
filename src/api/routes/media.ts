import type { MultipartFile, MultipartValue } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid } from "../../errors.ts";
import type { Media } from "../../generated/prisma/client.ts";
import { plainFileName } from "../../media/file-name.ts";
import { readImage, whatElse } from "../../media/image.ts";
import { type NewMedia, requireMedia, storeMedia } from "../../media/store.ts";
import { message } from "../../messages.ts";
import { callerOf } from "../auth.ts";
import type { ApiNeeds } from "../needs.ts";
import { byCreation, pageByCreation } from "../pagination.ts";
import { IdParams, Instant, iso, PageQuery, pageOf } from "../schemas.ts";

const MediaView = z.object({
  id: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  altText: z.string().nullable(),
  createdAt: Instant,
});

/**
 * Longer than any network takes; each says itself what is too long for it. Empty, as in HTML: the image is decorative,
 * nothing is read out; null: nobody has described it yet.
 */
const AltText = z
  .string()
  .trim()
  .max(10_000)
  .regex(/^[^\0\p{Surrogate}]*$/u, "text without NUL characters is wanted")
  .nullable();

const MediaChange = z.strictObject({ altText: AltText });

const tags = ["media"];

/** Images for posts. */
export const mediaRoutes =
  (ctx: ApiNeeds): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      "/media",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Upload an image",
          description:
            "multipart/form-data with one `file` (PNG, JPEG, GIF or WebP, at most 10 MB) and, if you like, `altText`.",
          consumes: ["multipart/form-data"],
          response: { 201: MediaView },
        },
      },
      async (request, reply) => {
        const upload = await readUpload(request);
        const media = await storeMedia(ctx, callerOf(request).workspaceId, upload);
        return reply.code(201).send(view(media));
      },
    );

    app.get(
      "/media",
      {
        config: { action: "read" },
        schema: { tags, summary: "List media", querystring: PageQuery, response: { 200: pageOf(MediaView) } },
      },
      async (request) => {
        const { after, paging } = byCreation(request.query);
        const rows = await ctx.db.media.findMany({
          where: {
            workspaceId: callerOf(request).workspaceId,
            ...after,
          },
          ...paging,
        });
        return pageByCreation(rows, request.query.limit, view);
      },
    );

    app.get(
      "/media/:id",
      {
        config: { action: "read" },
        schema: {
          tags,
          summary: "One file, without its bytes",
          params: IdParams,
          response: { 200: MediaView },
        },
      },
      async (request) => view(await requireMedia(ctx, callerOf(request).workspaceId, request.params.id)),
    );

    app.get(
      "/media/:id/content",
      {
        config: { action: "read" },
        schema: { tags, summary: "The bytes of a file", params: IdParams },
      },
      async (request, reply) => {
        const media = await requireMedia(ctx, callerOf(request).workspaceId, request.params.id);
        const { bytes } = await ctx.db.mediaContent.findUniqueOrThrow({ where: { mediaId: media.id } });
        // What others uploaded is shown, and never run: not as a page, not as a script.
        return reply
          .header("content-type", media.contentType)
          .header("content-security-policy", "default-src 'none'")
          .header("x-content-type-options", "nosniff")
          .header("cache-control", "private, max-age=31536000, immutable")
          .send(Buffer.from(bytes));
      },
    );

    app.patch(
      "/media/:id",
      {
        config: { action: "publish" },
        schema: {
          tags,
          summary: "Change the alternative text",
          params: IdParams,
          body: MediaChange,
          response: { 200: MediaView },
        },
      },
      async (request) => {
        const { id } = await requireMedia(ctx, callerOf(request).workspaceId, request.params.id);
        const { altText } = request.body;
        return view(await ctx.db.media.update({ where: { id }, data: { altText } }));
      },
    );
  };

/** The file and fields of an upload, in whichever order they come. */
async function readUpload(request: FastifyRequest): Promise<NewMedia> {
  let file: (Pick<NewMedia, "fileName" | "bytes"> & { claimedType: string }) | null = null;
  let altText: string | null = null;
  for await (const part of request.parts()) {
    if (part.type === "file") {
      if (part.fieldname !== "file") throw unknownField(part);
      file = {
        fileName: plainFileName(part.filename),
        claimedType: part.mimetype,
        bytes: await part.toBuffer(),
      };
    } else if (part.fieldname === "altText") altText = readAltText(part);
    else throw unknownField(part);
  }
  if (!file)
    throw invalid(
      "/file",
      message(
        "file_missing",
        'the form has no file; send one in the field "file"',
        "le formulaire n’a pas de fichier\u202f; envoyez-en un dans le champ «\u202ffile\u202f»",
      ),
    );
  const facts = readImage(file.bytes);
  if (!facts) throw notAnImage(file);
  return { fileName: file.fileName, bytes: file.bytes, facts, altText };
}

function readAltText(part: MultipartValue): string | null {
  const parsed = AltText.safeParse(part.value);
  if (parsed.success && !part.valueTruncated) return parsed.data;
  throw invalid(
    "/altText",
    message(
      "bad_alt_text",
      "the alternative text is longer than 10,000 characters, or holds characters that no text has",
      "le texte alternatif dépasse 10 000 caractères ou contient des caractères qu’aucun texte ne contient",
    ),
  );
}

function unknownField(part: MultipartFile | MultipartValue) {
  return invalid(
    `/${part.fieldname}`,
    message(
      "unknown_field",
      `unknown field "${part.fieldname}"; the form takes "file" and "altText"`,
      `champ inconnu «\u202f${part.fieldname}\u202f»\u202f; le formulaire prend «\u202ffile\u202f» et «\u202faltText\u202f»`,
    ),
  );
}

function notAnImage({
  fileName,
  claimedType,
  bytes,
}: {
  fileName: string;
  claimedType: string;
  bytes: Uint8Array;
}) {
  if (bytes.length === 0)
    return invalid(
      "/file",
      message("file_empty", `"${fileName}" is empty`, `«\u202f${fileName}\u202f» est vide`),
    );
  const what = whatElse(bytes) ?? {
    en: `something else, sent as ${claimedType}`,
    fr: `autre chose, envoyé comme ${claimedType}`,
  };
  return invalid(
    "/file",
    message(
      "wrong_file_type",
      `"${fileName}" is ${what.en}; a PNG, JPEG, GIF or WebP image is wanted`,
      `«\u202f${fileName}\u202f» est ${what.fr}\u202f; il faut une image PNG, JPEG, GIF ou WebP`,
    ),
  );
}

function view(media: Media): z.infer<typeof MediaView> {
  return {
    id: media.id,
    fileName: media.fileName,
    contentType: media.contentType,
    sizeBytes: media.sizeBytes,
    width: media.width,
    height: media.height,
    altText: media.altText,
    createdAt: iso(media.createdAt),
  };
}
