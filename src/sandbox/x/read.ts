import { newest } from "../paging.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json } from "../wire.ts";
import { isSeen, type World } from "../world.ts";
import { invalidRequest, problem, signedIn } from "./access.ts";
import { parseQuery } from "./query.ts";
import type { TweetEntry, XState } from "./state.ts";
import type { Tokens } from "./tokens.ts";
import { authorOf, postView, userView } from "./views.ts";

/** Users, timelines, mentions and recent search. https://docs.x.com/x-api/posts/timelines/integrate */
export function readRoutes(ctx: { world: World; tokens: Tokens; state: XState }): Route[] {
  const { state, world } = ctx;
  const get = (path: string, calls: number, handle: (asked: Asked, account: string) => Answer): Route => ({
    method: "GET",
    path,
    handle: signedIn(ctx, { name: path, calls }, handle),
  });
  return [
    get("/2/users/me", 75, (asked, account) =>
      json(200, { data: userView(state.userOf(account), fieldsOf(asked, "user.fields")) }),
    ),
    get("/2/users/:id/tweets", 900, (asked, account) => {
      state.userOf(account);
      const owner = state.accountOfId(asked.params.id ?? "");
      if (owner === undefined) return userNotFound(asked);
      const lag = world.readLagSeconds("x", owner);
      const withoutReplies = (asked.query.get("exclude") ?? "").split(",").includes("replies");
      return timeline(
        state,
        asked,
        state.ledger.ofAccount(owner),
        { least: 5, usual: 10 },
        (entry) => isSeen(entry, asked.now, lag) && !(withoutReplies && entry.replyTo !== null),
      );
    }),
    get("/2/users/:id/mentions", 300, (asked, account) => {
      state.userOf(account);
      const owner = state.accountOfId(asked.params.id ?? "");
      if (owner === undefined) return userNotFound(asked);
      return timeline(state, asked, state.ledger.notifying(owner), { least: 5, usual: 10 }, (entry) =>
        isSeen(entry, asked.now, 0),
      );
    }),
    get("/2/tweets/search/recent", 300, (asked) => search(state, asked)),
    get("/2/tweets/:id", 900, (asked) => {
      const entry = state.ledger.get(asked.params.id ?? "");
      if (!entry) return json(200, { errors: [notFound("tweet", asked.params.id ?? "")] });
      return json(200, {
        data: postView(state, entry, postFields(asked)),
        ...includes(state, asked, [entry]),
      });
    }),
    get("/2/tweets", 5000, (asked) => {
      const ids = (asked.query.get("ids") ?? "").split(",");
      const found = ids.flatMap((id) => state.ledger.get(id) ?? []);
      const missing = ids.filter((id) => !state.ledger.get(id)).map((id) => notFound("tweet", id));
      return json(200, {
        ...(found.length > 0
          ? { data: found.map((entry) => postView(state, entry, postFields(asked))) }
          : {}),
        ...includes(state, asked, found),
        ...(missing.length > 0 ? { errors: missing } : {}),
      });
    }),
  ];
}

const sevenDays = 7 * 24 * 3600 * 1000;

function search(state: XState, asked: Asked): Answer {
  const query = asked.query.get("query") ?? "";
  if (query === "") return invalidRequest("query", "The `query` query parameter can not be empty");
  if (query.length > 512)
    return invalidRequest("query", "The `query` query parameter is too long: at most 512 characters");
  const test = parseQuery(query);
  if (!test)
    return invalidRequest("query", "There were errors processing your request: no viable alternative");
  return timeline(state, asked, state.ledger.all(), { least: 10, usual: 10 }, (entry) => {
    const lag = entry.account === null ? 0 : state.world.readLagSeconds("x", entry.account);
    const age = asked.now.getTime() - entry.acceptedAt.getTime();
    return age < sevenDays && isSeen(entry, asked.now, lag) && test(entry);
  });
}

/** One page, newest first. The next token is the id below which the next page begins. */
function timeline(
  state: XState,
  asked: Asked,
  entries: readonly TweetEntry[],
  bounds: { least: number; usual: number },
  accepts: (entry: TweetEntry) => boolean,
): Answer {
  const { query } = asked;
  const limit = Number(query.get("max_results") ?? bounds.usual);
  if (!Number.isInteger(limit) || limit < bounds.least || limit > 100)
    return invalidRequest(
      "max_results",
      `The \`max_results\` query parameter value [${query.get("max_results")}] is not between ${bounds.least} and 100`,
    );
  const token = query.get("pagination_token") ?? query.get("next_token");
  if (token !== null && !token.startsWith("n")) return invalidRequest("next_token", "Invalid next_token");
  const from = timeOf(query.get("start_time"));
  const to = timeOf(query.get("end_time"));
  const { page, more } = newest(entries, {
    above: query.get("since_id"),
    below: token === null ? query.get("until_id") : token.slice(1),
    limit,
    accept: (entry) =>
      (from === null || entry.createdAt.getTime() >= from) &&
      (to === null || entry.createdAt.getTime() < to) &&
      accepts(entry),
  });
  for (const { id } of page) state.costs.read(id, asked.now);
  const fields = postFields(asked);
  const last = page.at(-1);
  return json(200, {
    ...(page.length > 0 ? { data: page.map((entry) => postView(state, entry, fields)) } : {}),
    ...includes(state, asked, page),
    meta: {
      result_count: page.length,
      ...(page[0] && last ? { newest_id: page[0].id, oldest_id: last.id } : {}),
      ...(more && last ? { next_token: `n${last.id}` } : {}),
    },
  });
}

function timeOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

function fieldsOf(asked: Asked, ...names: string[]): Set<string> {
  return new Set(names.flatMap((name) => (asked.query.get(name) ?? "").split(",")));
}

/** The fields of posts that were asked for; an expanded author brings its id. */
function postFields(asked: Asked): Set<string> {
  const fields = fieldsOf(asked, "tweet.fields", "post.fields");
  if (fieldsOf(asked, "expansions").has("author_id")) fields.add("author_id");
  return fields;
}

function includes(state: XState, asked: Asked, entries: readonly TweetEntry[]) {
  if (entries.length === 0 || !fieldsOf(asked, "expansions").has("author_id")) return {};
  const authors = new Map(entries.map((entry) => [entry.author.handle, authorOf(state, entry)]));
  const fields = fieldsOf(asked, "user.fields");
  return { includes: { users: [...authors.values()].map((user) => userView(user, fields)) } };
}

function notFound(type: "tweet" | "user", id: string) {
  return {
    value: id,
    detail: `Could not find ${type} with id: [${id}].`,
    title: "Not Found Error",
    resource_type: type,
    parameter: "id",
    resource_id: id,
    type: "https://api.x.com/2/problems/resource-not-found",
  };
}

function userNotFound(asked: Asked): Answer {
  const id = asked.params.id ?? "";
  if (!/^[0-9]{1,19}$/.test(id))
    return invalidRequest("id", `The \`id\` query parameter value [${id}] is not valid`);
  return asked.path.endsWith("/mentions") || asked.path.endsWith("/tweets")
    ? json(200, { errors: [notFound("user", id)], meta: { result_count: 0 } })
    : problem(404, "Not Found Error", `Could not find user with id: [${id}].`);
}
