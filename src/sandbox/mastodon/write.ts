import { tagsOf } from "../ids.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, listField, textField } from "../wire.ts";
import { signedIn } from "./access.ts";
import { limits } from "./instance.ts";
import type { MastodonState, StatusEntry } from "./state.ts";
import { countCharacters, mentionedNames } from "./text.ts";
import { mediaView, statusView } from "./views.ts";

const invalid = (reason: string) => json(422, { error: `Validation failed: ${reason}` });

/** Posting, editing and deleting statuses, and uploading their media. https://docs.joinmastodon.org/methods/statuses/ */
export function writeRoutes(state: MastodonState): Route[] {
  const { world } = state;
  return [
    {
      method: "POST",
      path: "/api/v1/statuses",
      creates: true,
      handle: signedIn(world, (asked, account) => post(state, asked, account), {
        name: "statuses",
        calls: 300,
        seconds: 10_800,
      }),
    },
    {
      method: "PUT",
      path: "/api/v1/statuses/:id",
      handle: signedIn(world, (asked, account) => edit(state, asked, account)),
    },
    {
      method: "DELETE",
      path: "/api/v1/statuses/:id",
      handle: signedIn(world, (asked, account) => remove(state, asked, account), {
        name: "deletes",
        calls: 30,
        seconds: 1800,
      }),
    },
    ...["/api/v2/media", "/api/v1/media"].map(
      (path): Route => ({
        method: "POST",
        path,
        handle: signedIn(world, (asked, account) => upload(state, asked, account), {
          name: "media",
          calls: 30,
          seconds: 1800,
        }),
      }),
    ),
    {
      method: "GET",
      path: "/api/v1/media/:id",
      handle: signedIn(world, (asked) => {
        const attachment = state.media(asked.params.id ?? "");
        if (!attachment) return json(404, { error: "Record not found" });
        const status = attachment.readyAt <= asked.now ? 200 : 206;
        return json(status, mediaView(attachment, asked.baseUrl, asked.now));
      }),
    },
    {
      method: "PUT",
      path: "/api/v1/media/:id",
      handle: signedIn(world, (asked) => {
        const attachment = state.media(asked.params.id ?? "");
        if (!attachment) return json(404, { error: "Record not found" });
        attachment.alt = textField(asked.fields, "description") ?? attachment.alt;
        return json(200, mediaView(attachment, asked.baseUrl, asked.now));
      }),
    },
  ];
}

function post(state: MastodonState, asked: Asked, account: string): Answer {
  const key = asked.headers["idempotency-key"];
  const honoursKey = key && !state.world.isSwitchedOn("mastodon", "ignore-idempotency-key", account);
  const earlier = honoursKey ? state.madeUnder(account, key, asked.arrivedAt) : undefined;
  if (earlier !== undefined) {
    const status = state.ledger.get(earlier);
    if (!status) return json(404, { error: "Record not found" });
    return json(200, statusView(state, status, asked.baseUrl));
  }
  const checked = check(state, asked);
  if ("refused" in checked) return checked.refused;
  const entry = state.ledger.add({
    ...newStatus(state, asked, account, checked),
    ...(key ? { idempotencyKey: key } : {}),
  });
  // Written after the status, as Mastodon does: https://github.com/mastodon/mastodon/blob/main/app/services/post_status_service.rb
  if (key) state.rememberKey(account, key, entry.id, asked.now);
  return json(200, statusView(state, entry, asked.baseUrl));
}

interface Draft {
  text: string;
  spoilerText: string;
  visibility: string;
  replyTo: string | null;
  media: { id: string; alt: string | null }[];
}

function check(state: MastodonState, asked: Asked): Draft | { refused: Answer } {
  if (!asked.fields)
    return { refused: json(400, { error: "Error occurred while parsing request parameters" }) };
  const text = (textField(asked.fields, "status") ?? "").trim();
  const spoilerText = textField(asked.fields, "spoiler_text") ?? "";
  const mediaIds = listField(asked.fields, "media_ids");
  if (textField(asked.fields, "scheduled_at"))
    return { refused: json(501, { error: "The sandbox keeps no scheduled statuses" }) };
  if (text === "" && mediaIds.length === 0) return { refused: invalid("Text can't be blank") };
  if (countCharacters(text, spoilerText) > limits.characters)
    return { refused: invalid(`Text character limit of ${limits.characters} exceeded`) };
  const visibility = textField(asked.fields, "visibility") ?? "public";
  if (!["public", "unlisted", "private", "direct"].includes(visibility))
    return { refused: invalid("Visibility is not included in the list") };
  if (mediaIds.length > limits.attachments)
    return { refused: json(422, { error: "Cannot attach more than 4 files" }) };
  const attachments = mediaIds.map((id) => state.media(id));
  if (attachments.some((attachment) => !attachment))
    return { refused: json(422, { error: "Media not found or already attached" }) };
  if (attachments.some((attachment) => attachment && attachment.readyAt > asked.now))
    return {
      refused: json(422, {
        error: "Cannot attach files that have not finished processing. Try again in a moment!",
      }),
    };
  const replyTo = textField(asked.fields, "in_reply_to_id");
  if (replyTo !== null && !state.ledger.get(replyTo))
    return { refused: json(404, { error: "The post you are trying to reply to does not appear to exist." }) };
  const media = attachments.flatMap((attachment) =>
    attachment ? [{ id: attachment.id, alt: attachment.alt }] : [],
  );
  return { text, spoilerText, visibility, replyTo, media };
}

function newStatus(state: MastodonState, asked: Asked, account: string, draft: Draft): StatusEntry {
  state.meet(account);
  const parent = draft.replyTo === null ? undefined : state.ledger.get(draft.replyTo);
  const spokenTo = mentionedNames(draft.text).filter((name) => state.names.has(name));
  const notified = new Set([...spokenTo, ...(parent?.account ? [parent.account] : [])]);
  notified.delete(account);
  return {
    id: state.ids.next(asked.now),
    network: "mastodon",
    account,
    author: { handle: account, name: account, followers: 0 },
    text: draft.text,
    createdAt: asked.now,
    acceptedAt: asked.now,
    sequence: state.world.nextSequence(),
    replyTo: draft.replyTo,
    media: draft.media,
    isPublic: true,
    deletedAt: null,
    notifies: [...notified],
    language: textField(asked.fields, "language") ?? "en",
    tags: tagsOf(draft.text, null),
    detail: {
      spoilerText: draft.spoilerText,
      visibility: draft.visibility,
      sensitive:
        ["true", "1"].includes(textField(asked.fields, "sensitive") ?? "") || draft.spoilerText !== "",
      editedAt: null,
    },
  };
}

function edit(state: MastodonState, asked: Asked, account: string): Answer {
  const entry = ownStatus(state, asked, account);
  if (!entry) return json(404, { error: "Record not found" });
  const checked = check(state, asked);
  if ("refused" in checked) return checked.refused;
  entry.text = checked.text;
  entry.detail = { ...entry.detail, spoilerText: checked.spoilerText, editedAt: asked.now };
  state.ledger.changed(entry);
  return json(200, statusView(state, entry, asked.baseUrl));
}

function remove(state: MastodonState, asked: Asked, account: string): Answer {
  const entry = ownStatus(state, asked, account);
  if (!entry) return json(404, { error: "Record not found" });
  const view = statusView(state, entry, asked.baseUrl);
  state.ledger.remove(entry.id, asked.now);
  return json(200, { ...view, text: entry.text });
}

function ownStatus(state: MastodonState, asked: Asked, account: string): StatusEntry | undefined {
  const entry = state.ledger.get(asked.params.id ?? "");
  return entry?.account === account ? entry : undefined;
}

function upload(state: MastodonState, asked: Asked, account: string): Answer {
  const file = asked.files.file;
  if (!file) return invalid("File can't be blank");
  const known: readonly string[] = [...limits.imageTypes, ...limits.videoTypes];
  if (!known.includes(file.contentType)) return invalid("File content type is invalid, File is invalid");
  if (file.contentType.startsWith("image/") && file.bytes.length > limits.imageBytes)
    return invalid("File file size must be less than 16 MB");
  const alt = textField(asked.fields, "description");
  if ((alt ?? "").length > limits.descriptionCharacters)
    return invalid(`Description is too long (maximum is ${limits.descriptionCharacters} characters)`);
  const attachment = state.keepMedia({
    id: state.ids.next(asked.now),
    contentType: file.contentType,
    alt,
    readyAt: state.world.mediaReadyAt("mastodon", account),
  });
  const status = attachment.readyAt <= asked.now ? 200 : 202;
  return json(status, mediaView(attachment, asked.baseUrl, asked.now));
}
