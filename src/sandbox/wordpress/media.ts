import type { Answer, Asked, Route } from "../wire.ts";
import { json, textField } from "../wire.ts";
import { callerOf, needsUser, wpError } from "./access.ts";
import type { MediaItem, WordPressState } from "./state.ts";
import { mediaView } from "./views.ts";

const allowedTypes = ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "application/pdf"];
const base = "/wp-json/wp/v2/media";

/** Uploads as a raw body or as a form. https://developer.wordpress.org/rest-api/reference/media/ */
export function mediaRoutes(state: WordPressState): Route[] {
  return [
    { method: "POST", path: base, handle: (asked) => upload(state, asked) },
    { method: "POST", path: `${base}/:id`, handle: (asked) => describe(state, asked) },
    {
      method: "GET",
      path: `${base}/:id`,
      handle: (asked) => {
        const item = state.media(Number(asked.params.id));
        return item ? json(200, mediaView(item, asked.baseUrl)) : invalidId();
      },
    },
  ];
}

function upload(state: WordPressState, asked: Asked): Answer {
  const denied = "Sorry, you are not allowed to create posts as this user.";
  const refused = needsUser(callerOf(asked.headers), "rest_cannot_create", denied);
  if (refused) return refused;
  const file = asked.files.file ?? rawFile(asked);
  if ("status" in file) return file;
  if (!allowedTypes.includes(file.contentType))
    return wpError(500, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.");
  const item: MediaItem = {
    id: state.nextId(),
    contentType: file.contentType,
    fileName: file.fileName,
    alt: textField(asked.fields, "alt_text") ?? "",
    caption: textField(asked.fields, "caption") ?? "",
    title: file.fileName.replace(/\.\w+$/, ""),
    date: asked.now,
  };
  state.keepMedia(item);
  return json(201, mediaView(item, asked.baseUrl), { location: `${asked.baseUrl}${base}/${item.id}` });
}

function rawFile(asked: Asked): { contentType: string; fileName: string } | Answer {
  if (asked.bytes.length === 0) return wpError(400, "rest_upload_no_data", "No data supplied.");
  const fileName = /filename="?([^";]+)"?/.exec(asked.headers["content-disposition"] ?? "")?.[1];
  if (fileName === undefined)
    return wpError(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
  return { contentType: (asked.headers["content-type"] ?? "").split(";")[0] ?? "", fileName };
}

function describe(state: WordPressState, asked: Asked): Answer {
  const denied = "Sorry, you are not allowed to edit this post.";
  const refused = needsUser(callerOf(asked.headers), "rest_cannot_edit", denied);
  if (refused) return refused;
  const item = state.media(Number(asked.params.id));
  if (!item) return invalidId();
  item.alt = textField(asked.fields, "alt_text") ?? item.alt;
  item.caption = textField(asked.fields, "caption") ?? item.caption;
  item.title = textField(asked.fields, "title") ?? item.title;
  return json(200, mediaView(item, asked.baseUrl));
}

function invalidId(): Answer {
  return wpError(404, "rest_post_invalid_id", "Invalid post ID.");
}
