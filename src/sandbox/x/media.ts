import type { Answer, Asked, Route } from "../wire.ts";
import { json, textField } from "../wire.ts";
import type { World } from "../world.ts";
import { invalidRequest, signedIn } from "./access.ts";
import type { Upload, XState } from "./state.ts";
import type { Tokens } from "./tokens.ts";

const imageTypes = ["image/jpeg", "image/png", "image/webp"];
const mostImageBytes = 5 * 1024 * 1024;
const mostGifBytes = 15 * 1024 * 1024;
const expirySeconds = 86_400;

/** Uploads in pieces, in the present form and the older one with `command`. https://docs.x.com/x-api/media/quickstart/media-upload-chunked */
export function mediaRoutes(ctx: { world: World; tokens: Tokens; state: XState }): Route[] {
  const { state } = ctx;
  const route = (
    method: "GET" | "POST",
    path: string,
    handle: (asked: Asked, account: string) => Answer,
  ): Route => ({
    method,
    path,
    handle: signedIn(ctx, { name: "media", calls: 1875 }, handle),
  });
  return [
    route("POST", "/2/media/upload/initialize", (asked) => initialize(state, asked)),
    route("POST", "/2/media/upload/:id/append", (asked) => append(state, asked, asked.params.id)),
    route("POST", "/2/media/upload/:id/finalize", (asked, account) =>
      finalize(state, asked, account, asked.params.id),
    ),
    route("GET", "/2/media/upload", (asked) => {
      const upload = state.upload(asked.query.get("media_id") ?? "");
      return upload ? json(200, { data: uploadView(upload, asked.now) }) : unknownMedia();
    }),
    route("POST", "/2/media/upload", (asked, account) => byCommand(state, asked, account)),
    route("POST", "/2/media/metadata", (asked) => metadata(state, asked)),
  ];
}

function byCommand(state: XState, asked: Asked, account: string): Answer {
  const given = (name: string) => textField(asked.fields, name) ?? asked.query.get(name);
  const id = given("media_id") ?? undefined;
  switch (given("command")) {
    case "INIT":
      return initialize(state, {
        ...asked,
        fields: { media_type: given("media_type"), total_bytes: given("total_bytes") },
      });
    case "APPEND":
      return append(state, asked, id);
    case "FINALIZE":
      return finalize(state, asked, account, id);
    default:
      return atOnce(state, asked, account);
  }
}

function initialize(state: XState, asked: Asked): Answer {
  const contentType = textField(asked.fields, "media_type") ?? "";
  const totalBytes = Number(textField(asked.fields, "total_bytes") ?? Number.NaN);
  if (contentType === "") return invalidRequest("media_type", "media_type is required");
  if (!Number.isInteger(totalBytes) || totalBytes < 0)
    return invalidRequest("total_bytes", "total_bytes must be a whole number");
  if (totalBytes > mostBytes(contentType))
    return invalidRequest("total_bytes", `File size exceeds ${mostBytes(contentType)} bytes.`);
  const upload = state.keepUpload({
    id: state.ids.next(asked.now),
    contentType,
    totalBytes,
    receivedBytes: 0,
    alt: null,
    readyAt: null,
  });
  return json(200, {
    data: { id: upload.id, media_key: mediaKey(upload), expires_after_secs: expirySeconds },
  });
}

function append(state: XState, asked: Asked, id: string | undefined): Answer {
  const upload = state.upload(id ?? "");
  if (!upload || upload.readyAt) return unknownMedia();
  const index = Number(textField(asked.fields, "segment_index") ?? Number.NaN);
  if (!Number.isInteger(index) || index < 0 || index > 999)
    return invalidRequest("segment_index", "segment_index must be from 0 to 999");
  const inline = textField(asked.fields, "media") ?? textField(asked.fields, "media_data");
  const bytes = asked.files.media?.bytes ?? (inline === null ? null : Buffer.from(inline, "base64"));
  if (!bytes) return invalidRequest("media", "media is required");
  upload.receivedBytes += bytes.length;
  return json(200, { data: { expires_at: Math.floor(asked.now.getTime() / 1000) + expirySeconds } });
}

function finalize(state: XState, asked: Asked, account: string, id: string | undefined): Answer {
  const upload = state.upload(id ?? "");
  if (!upload) return unknownMedia();
  if (upload.receivedBytes !== upload.totalBytes)
    return invalidRequest("media_id", "Segments do not add up to provided total file size.");
  upload.readyAt = state.world.mediaReadyAt("x", account);
  return json(200, { data: uploadView(upload, asked.now) });
}

function atOnce(state: XState, asked: Asked, account: string): Answer {
  const file = asked.files.media;
  if (!file) return invalidRequest("media", "media is required");
  if (file.bytes.length > mostBytes(file.contentType))
    return invalidRequest("media", `File size exceeds ${mostBytes(file.contentType)} bytes.`);
  const upload = state.keepUpload({
    id: state.ids.next(asked.now),
    contentType: file.contentType,
    totalBytes: file.bytes.length,
    receivedBytes: file.bytes.length,
    alt: null,
    readyAt: state.world.mediaReadyAt("x", account),
  });
  return json(200, { data: uploadView(upload, asked.now) });
}

function metadata(state: XState, asked: Asked): Answer {
  const upload = state.upload(textField(asked.fields, "id") ?? "");
  if (!upload) return unknownMedia();
  const given = asked.fields?.metadata as { alt_text?: { text?: unknown } } | undefined;
  const alt = given?.alt_text?.text;
  if (typeof alt === "string" && alt.length > 1000)
    return invalidRequest("metadata.alt_text.text", "alt_text must be at most 1000 characters");
  upload.alt = typeof alt === "string" ? alt : upload.alt;
  return json(200, { data: { id: upload.id, associated_metadata: given ?? {} } });
}

export function mediaKey(upload: Upload): string {
  const kind = upload.contentType.startsWith("video/") ? 13 : upload.contentType === "image/gif" ? 16 : 3;
  return `${kind}_${upload.id}`;
}

function uploadView(upload: Upload, now: Date) {
  const isReady = upload.readyAt !== null && upload.readyAt <= now;
  const needsWork = !imageTypes.includes(upload.contentType) || !isReady;
  return {
    id: upload.id,
    media_key: mediaKey(upload),
    size: upload.receivedBytes,
    expires_after_secs: expirySeconds,
    ...(needsWork
      ? {
          processing_info: isReady
            ? { state: "succeeded", progress_percent: 100 }
            : { state: "pending", check_after_secs: 1 },
        }
      : {}),
  };
}

function unknownMedia(): Answer {
  return invalidRequest("media_id", "Your media IDs are invalid.");
}

function mostBytes(contentType: string): number {
  if (contentType.startsWith("video/")) return 512 * 1024 * 1024;
  return contentType === "image/gif" ? mostGifBytes : mostImageBytes;
}
