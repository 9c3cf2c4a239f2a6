import { compile } from "html-to-text";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, numberOf, textField } from "../wire.ts";
import { accountOf, callerOf, needsUser, wpError } from "./access.ts";
import { isPost, type PostDetail, type PostEntry, type WordPressState } from "./state.ts";
import { slugOf } from "./texturize.ts";
import { postView } from "./views.ts";

const statuses = ["publish", "future", "draft", "pending", "private"];
const base = "/wp-json/wp/v2/posts";

/** https://developer.wordpress.org/rest-api/reference/posts/ */
export function postRoutes(state: WordPressState): Route[] {
  const change = (method: "POST" | "PUT" | "PATCH"): Route => ({
    method,
    path: `${base}/:id`,
    creates: true,
    handle: (asked) => update(state, asked),
  });
  return [
    { method: "POST", path: base, creates: true, handle: (asked) => create(state, asked) },
    change("POST"),
    change("PUT"),
    change("PATCH"),
    { method: "GET", path: base, handle: (asked) => list(state, asked) },
    { method: "GET", path: `${base}/:id`, handle: (asked) => get(state, asked) },
    { method: "DELETE", path: `${base}/:id`, handle: (asked) => remove(state, asked) },
  ];
}

function create(state: WordPressState, asked: Asked): Answer {
  const caller = callerOf(asked.headers);
  const denied = "Sorry, you are not allowed to create posts as this user.";
  const refused = needsUser(caller, "rest_cannot_create", denied) ?? checkFields(asked);
  if (refused || caller.kind !== "user") return refused ?? wpError(401, "rest_cannot_create", denied);
  const wanted = detailFrom(asked, blankPost);
  if (!wanted.title && !wanted.content && !wanted.excerpt)
    return wpError(400, "empty_content", "Content, title, and excerpt are empty.");
  const id = String(state.nextId());
  const entry: PostEntry = {
    id,
    network: "wordpress",
    account: caller.account,
    author: { handle: caller.account, name: caller.account, followers: 0 },
    text: plainText(wanted),
    createdAt: dateFrom(asked) ?? asked.now,
    acceptedAt: asked.now,
    sequence: state.world.nextSequence(),
    replyTo: null,
    media: mediaOf(state, wanted),
    slug: slugFrom(state, asked, wanted, id, ""),
    isPublic: wanted.status === "publish",
    deletedAt: null,
    notifies: [],
    language: null,
    tags: [],
    detail: wanted,
  };
  state.ledger.add(entry);
  return json(201, postView(entry, asked.baseUrl, true), { location: `${asked.baseUrl}${base}/${id}` });
}

/** Publishing a post that is public already changes nothing that anybody sees. */
function update(state: WordPressState, asked: Asked): Answer {
  const denied = "Sorry, you are not allowed to edit this post.";
  const refused = needsUser(callerOf(asked.headers), "rest_cannot_edit", denied) ?? checkFields(asked);
  if (refused) return refused;
  const entry = state.post(asked.params.id ?? "");
  if (!entry) return invalidId();
  const wanted = detailFrom(asked, entry.detail);
  entry.detail = wanted;
  entry.text = plainText(wanted);
  entry.slug = slugFrom(state, asked, wanted, entry.id, entry.slug ?? "");
  Object.assign(entry, { media: mediaOf(state, wanted) });
  if (wanted.status === "publish" && !entry.isPublic) {
    entry.createdAt = dateFrom(asked) ?? asked.now;
    state.ledger.publish(entry, asked.now, state.world.nextSequence());
  } else entry.isPublic = wanted.status === "publish";
  return json(200, postView(entry, asked.baseUrl, true));
}

function list(state: WordPressState, asked: Asked): Answer {
  const { query } = asked;
  const perPage = numberOf(query.get("per_page"), 10, 1, 100);
  const page = numberOf(query.get("page"), 1, 1, 1_000_000);
  const isUser = callerOf(asked.headers).kind === "user";
  const wanted = [...query.getAll("status[]"), ...(query.get("status") ?? "").split(",")].filter(Boolean);
  const unknown = wanted.find((status) => status !== "any" && !statuses.includes(status));
  const isHidden = wanted.some((status) => status !== "publish");
  if (unknown !== undefined || (isHidden && !isUser)) return invalidParam("status", "Status is forbidden.");
  const accepts = (entry: PostEntry) =>
    wanted.length === 0
      ? entry.detail.status === "publish"
      : wanted.includes("any") || wanted.includes(entry.detail.status);
  const slugs = (query.get("slug") ?? "").split(",").filter(Boolean);
  const lag = state.world.readLagSeconds("wordpress", accountOf(asked.headers));
  const found = candidates(state, slugs).filter(
    (entry) => accepts(entry) && asked.now.getTime() - entry.acceptedAt.getTime() >= lag * 1000,
  );
  const pages = Math.ceil(found.length / perPage);
  if (page > Math.max(1, pages))
    return wpError(
      400,
      "rest_post_invalid_page_number",
      "The page number requested is larger than the number of pages available.",
    );
  const isForEdit = isUser && query.get("context") === "edit";
  const shown = found.slice((page - 1) * perPage, page * perPage);
  return json(
    200,
    shown.map((entry) => postView(entry, asked.baseUrl, isForEdit)),
    {
      "x-wp-total": String(found.length),
      "x-wp-totalpages": String(pages),
    },
  );
}

/** Posts newest first; by slug without looking at all the others. */
function candidates(state: WordPressState, slugs: string[]): PostEntry[] {
  if (slugs.length > 0) return slugs.flatMap((slug) => state.post(state.slugs.get(slug) ?? "") ?? []);
  const newest: PostEntry[] = [];
  for (const entry of state.ledger.all()) if (isPost(entry) && !entry.deletedAt) newest.push(entry);
  return newest.sort((left, right) => right.createdAt.getTime() - left.createdAt.getTime());
}

function get(state: WordPressState, asked: Asked): Answer {
  const entry = state.post(asked.params.id ?? "");
  if (!entry) return invalidId();
  const isUser = callerOf(asked.headers).kind === "user";
  if (!entry.isPublic && !isUser)
    return wpError(401, "rest_forbidden", "Sorry, you are not allowed to do that.");
  return json(200, postView(entry, asked.baseUrl, isUser && asked.query.get("context") === "edit"));
}

function remove(state: WordPressState, asked: Asked): Answer {
  const denied = "Sorry, you are not allowed to delete this post.";
  const refused = needsUser(callerOf(asked.headers), "rest_cannot_delete", denied);
  if (refused) return refused;
  const entry = state.post(asked.params.id ?? "");
  if (!entry) return invalidId();
  const view = postView(entry, asked.baseUrl, true);
  if (asked.query.get("force") !== "true") {
    if (entry.detail.status === "trash")
      return wpError(410, "rest_already_trashed", "The post has already been deleted.");
    entry.detail = { ...entry.detail, status: "trash" };
    entry.isPublic = false;
    return json(200, { ...view, status: "trash" });
  }
  state.ledger.remove(entry.id, asked.now);
  state.slugs.delete(entry.slug ?? "");
  return json(200, { deleted: true, previous: view });
}

const blankPost: PostDetail = {
  kind: "post",
  title: "",
  content: "",
  excerpt: "",
  status: "draft",
  featuredMedia: 0,
  categories: [1],
  tags: [],
};

function checkFields(asked: Asked): Answer | null {
  if (!asked.fields) return wpError(400, "rest_invalid_json", "Invalid JSON body passed.");
  const status = textField(asked.fields, "status");
  if (status !== null && !statuses.includes(status))
    return invalidParam("status", `status is not one of ${statuses.join(", ")}.`);
  for (const name of ["categories", "tags"]) {
    const ids = asked.fields[name];
    if (ids !== undefined && !(Array.isArray(ids) && ids.every((id) => Number.isInteger(Number(id)))))
      return invalidParam(name, `${name}[0] is not of type integer.`);
  }
  return null;
}

function detailFrom(asked: Asked, before: PostDetail): PostDetail {
  const { fields } = asked;
  const text = (name: "title" | "content" | "excerpt") => {
    const value = fields?.[name];
    // The API also takes what it gives: `{raw: ".."}`.
    const raw = typeof value === "object" && value !== null ? (value as { raw?: unknown }).raw : value;
    return raw === undefined || raw === null ? before[name] : String(raw);
  };
  const ids = (name: "categories" | "tags") => {
    const value = fields?.[name];
    return Array.isArray(value) ? value.map(Number) : before[name];
  };
  return {
    kind: "post",
    title: text("title"),
    content: text("content"),
    excerpt: text("excerpt"),
    status: statusFrom(asked, before.status),
    featuredMedia: Number(textField(fields, "featured_media") ?? before.featuredMedia),
    categories: ids("categories"),
    tags: ids("tags"),
  };
}

/** A date less than a minute ahead is published at once, as a real site does. */
function statusFrom(asked: Asked, before: string): string {
  const status = textField(asked.fields, "status") ?? before;
  const date = dateFrom(asked);
  const isAhead = date !== null && date.getTime() - asked.now.getTime() > 60_000;
  if (status === "publish" && isAhead) return "future";
  return status === "future" && !isAhead ? "publish" : status;
}

function dateFrom(asked: Asked): Date | null {
  const given = textField(asked.fields, "date_gmt") ?? textField(asked.fields, "date");
  const date = given === null ? null : new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(given) ? given : `${given}Z`);
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** Drafts have a slug only when one was asked for. */
function slugFrom(
  state: WordPressState,
  asked: Asked,
  detail: PostDetail,
  id: string,
  before: string,
): string {
  const asks = textField(asked.fields, "slug");
  const needed = asks ?? (before === "" && detail.status === "publish" ? detail.title || id : null);
  if (needed === null || needed === before) return before;
  const slug = state.uniqueSlug(slugOf(needed) || id, id);
  if (before !== "" && before !== slug) state.slugs.delete(before);
  return slug;
}

const toPlainText = compile({
  wordwrap: false,
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
  ],
});

/** What a reader sees as plain text; the title once. */
function plainText(detail: PostDetail): string {
  const content = toPlainText(detail.content);
  return detail.title === "" || content.includes(detail.title) ? content : `${detail.title}\n\n${content}`;
}

/** The featured image, then the images of the text that are in the library. */
function mediaOf(state: WordPressState, detail: PostDetail): { id: string; alt: string | null }[] {
  const inText = [...detail.content.matchAll(/<img\b[^>]*>/g)].map(([tag]) => ({
    id: /wp-image-(\d+)/.exec(tag)?.[1] ?? "",
    alt: /\balt="([^"]*)"/.exec(tag)?.[1] ?? null,
  }));
  const featured = state.media(detail.featuredMedia);
  if (!featured) return inText;
  const id = String(featured.id);
  return [{ id, alt: featured.alt }, ...inText.filter((image) => image.id !== id)];
}

function invalidId(): Answer {
  return wpError(404, "rest_post_invalid_id", "Invalid post ID.");
}

function invalidParam(name: string, reason: string): Answer {
  return wpError(400, "rest_invalid_param", `Invalid parameter(s): ${name}`, {
    params: { [name]: reason },
    details: {},
  });
}
