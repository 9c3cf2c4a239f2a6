import type { Answer, Asked, Route } from "../wire.ts";
import { json, numberOf, textField } from "../wire.ts";
import { callerOf, needsUser, wpError } from "./access.ts";
import type { CommentEntry, WordPressState } from "./state.ts";
import { commentView } from "./views.ts";

const base = "/wp-json/wp/v2/comments";

/** https://developer.wordpress.org/rest-api/reference/comments/ */
export function commentRoutes(state: WordPressState): Route[] {
  return [
    { method: "GET", path: base, handle: (asked) => list(state, asked) },
    { method: "POST", path: base, creates: true, handle: (asked) => create(state, asked) },
    {
      method: "GET",
      path: `${base}/:id`,
      handle: (asked) => withComment(state, asked, (entry) => json(200, commentView(entry, asked.baseUrl))),
    },
    { method: "POST", path: `${base}/:id`, handle: (asked) => moderate(state, asked) },
    {
      method: "DELETE",
      path: `${base}/:id`,
      handle: (asked) =>
        needsUser(
          callerOf(asked.headers),
          "rest_cannot_delete",
          "Sorry, you are not allowed to delete this comment.",
        ) ??
        withComment(state, asked, (entry) => {
          state.ledger.remove(entry.id, asked.now);
          return json(200, { deleted: true, previous: commentView(entry, asked.baseUrl) });
        }),
    },
  ];
}

function create(state: WordPressState, asked: Asked): Answer {
  const caller = callerOf(asked.headers);
  const denied = "Sorry, you must be logged in to comment.";
  const refused = needsUser(caller, "rest_comment_login_required", denied);
  if (refused || caller.kind !== "user")
    return refused ?? wpError(401, "rest_comment_login_required", denied);
  const post = Number(textField(asked.fields, "post") ?? 0);
  const text = (textField(asked.fields, "content") ?? "").trim();
  if (post !== 1 && !state.post(String(post))?.isPublic)
    return wpError(
      403,
      "rest_comment_invalid_post_id",
      "Sorry, you are not allowed to create this comment without a post.",
    );
  if (text === "") return wpError(400, "rest_comment_content_invalid", "Invalid comment content.");
  if (!state.sayOnce(`${caller.account} ${post} ${text}`))
    return wpError(
      409,
      "comment_duplicate",
      "Duplicate comment detected; it looks as though you&#8217;ve already said that!",
    );
  const entry = addComment(state, {
    account: caller.account,
    author: { handle: caller.account, name: caller.account, followers: 0 },
    text,
    post,
    parent: Number(textField(asked.fields, "parent") ?? 0),
    createdAt: asked.now,
    language: null,
  });
  return json(201, commentView(entry, asked.baseUrl), {
    location: `${asked.baseUrl}${base}/${entry.detail.number}`,
  });
}

/** Keeps a comment, our own or somebody else's. */
export function addComment(
  state: WordPressState,
  comment: Pick<CommentEntry, "account" | "author" | "text" | "createdAt" | "language"> & {
    post: number;
    parent: number;
  },
): CommentEntry {
  const number = state.nextComment();
  const { post, parent, ...said } = comment;
  return state.addComment({
    ...said,
    id: `comment-${number}`,
    network: "wordpress",
    acceptedAt: state.world.now(),
    sequence: state.world.nextSequence(),
    replyTo: parent > 0 ? `comment-${parent}` : String(post),
    media: [],
    isPublic: true,
    deletedAt: null,
    notifies: [],
    tags: [],
    detail: { kind: "comment", number, post, parent, status: "approved" },
  });
}

function list(state: WordPressState, asked: Asked): Answer {
  const { query } = asked;
  const wanted = query.get("status") ?? "approve";
  if (!["approve", "approved"].includes(wanted) && callerOf(asked.headers).kind !== "user")
    return wpError(401, "rest_forbidden_param", "Query parameter not permitted: status");
  const after = timeOf(query.get("after"));
  const before = timeOf(query.get("before"));
  const posts = (query.get("post") ?? "").split(",").filter(Boolean).map(Number);
  const parents = (query.get("parent") ?? "").split(",").filter(Boolean).map(Number);
  const perPage = numberOf(query.get("per_page"), 10, 1, 100);
  const page = numberOf(query.get("page"), 1, 1, 1_000_000);
  const found = state.comments.items.filter(
    (entry) =>
      !entry.deletedAt &&
      (wanted === "all" || wanted.startsWith(entry.detail.status.slice(0, 4))) &&
      (after === null || entry.createdAt.getTime() > after) &&
      (before === null || entry.createdAt.getTime() < before) &&
      (posts.length === 0 || posts.includes(entry.detail.post)) &&
      (parents.length === 0 || parents.includes(entry.detail.parent)),
  );
  const sign = query.get("order") === "asc" ? 1 : -1;
  found.sort(
    (left, right) =>
      sign *
      (left.createdAt.getTime() - right.createdAt.getTime() || left.detail.number - right.detail.number),
  );
  const pages = Math.ceil(found.length / perPage);
  if (page > Math.max(1, pages))
    return wpError(
      400,
      "rest_comment_invalid_page_number",
      "The page number requested is larger than the number of pages available.",
    );
  const shown = found.slice((page - 1) * perPage, page * perPage);
  return json(
    200,
    shown.map((entry) => commentView(entry, asked.baseUrl)),
    {
      "x-wp-total": String(found.length),
      "x-wp-totalpages": String(pages),
    },
  );
}

function moderate(state: WordPressState, asked: Asked): Answer {
  const denied = "Sorry, you are not allowed to edit this comment.";
  return (
    needsUser(callerOf(asked.headers), "rest_cannot_edit", denied) ??
    withComment(state, asked, (entry) => {
      const status = textField(asked.fields, "status");
      if (status !== null)
        entry.detail = { ...entry.detail, status: status.replace(/^approve$/, "approved") };
      entry.text = textField(asked.fields, "content") ?? entry.text;
      return json(200, commentView(entry, asked.baseUrl));
    })
  );
}

function withComment(state: WordPressState, asked: Asked, handle: (entry: CommentEntry) => Answer): Answer {
  const entry = state.ledger.get(`comment-${asked.params.id}`);
  if (entry?.detail.kind !== "comment") return wpError(404, "rest_comment_invalid_id", "Invalid comment ID.");
  return handle(entry as CommentEntry);
}

function timeOf(text: string | null): number | null {
  if (text === null) return null;
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? null : time;
}
