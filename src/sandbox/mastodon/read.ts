import { newest, oldest } from "../paging.ts";
import type { Answer, Asked, Route } from "../wire.ts";
import { json, numberOf } from "../wire.ts";
import { mentionsAllWords } from "../words.ts";
import { isSeen } from "../world.ts";
import { signedIn } from "./access.ts";
import type { MastodonState, StatusEntry } from "./state.ts";
import { accountView, notificationView, statusView } from "./views.ts";

/** Accounts, timelines, search and notifications. https://docs.joinmastodon.org/methods/timelines/ */
export function readRoutes(state: MastodonState): Route[] {
  const { world, ledger } = state;
  return [
    {
      method: "GET",
      path: "/api/v1/accounts/verify_credentials",
      handle: signedIn(world, (asked, account) => {
        state.meet(account);
        return json(200, {
          ...accountView({ handle: account, name: account, followers: 0 }, asked.baseUrl),
          source: {
            privacy: "public",
            sensitive: false,
            language: "",
            note: "",
            fields: [],
            indexable: true,
            follow_requests_count: 0,
          },
          role: { id: "-99", name: "", permissions: "0", color: "", highlighted: false },
        });
      }),
    },
    {
      method: "GET",
      path: "/api/v1/accounts/:id/statuses",
      handle: signedIn(world, (asked, account) => {
        state.meet(account);
        const name = state.nameOf(asked.params.id ?? "");
        if (name === undefined) return json(404, { error: "Record not found" });
        const lag = world.readLagSeconds("mastodon", name);
        const skipReplies = asked.query.get("exclude_replies") === "true";
        return statuses(
          state,
          asked,
          ledger.ofAccount(name),
          (entry) => isSeen(entry, asked.now, lag) && !(skipReplies && entry.replyTo !== null),
        );
      }),
    },
    {
      method: "GET",
      path: "/api/v1/statuses",
      handle: (asked) => {
        // Those that are not there are left out.
        const entries = asked.query.getAll("id[]").flatMap((id) => ledger.get(id) ?? []);
        return json(
          200,
          entries.map((entry) => statusView(state, entry, asked.baseUrl)),
        );
      },
    },
    {
      method: "GET",
      path: "/api/v1/statuses/:id",
      handle: (asked) => {
        const entry = ledger.get(asked.params.id ?? "");
        if (!entry) return json(404, { error: "Record not found" });
        return json(200, statusView(state, entry, asked.baseUrl));
      },
    },
    {
      method: "GET",
      path: "/api/v1/timelines/tag/:tag",
      handle: (asked) => {
        const tag = (asked.params.tag ?? "").toLowerCase();
        return statuses(
          state,
          asked,
          ledger.all(),
          (entry) => entry.tags.includes(tag) && isListed(state, entry, asked),
        );
      },
    },
    {
      method: "GET",
      path: "/api/v1/timelines/public",
      handle: (asked) => {
        const local = asked.query.get("local") === "true";
        return statuses(
          state,
          asked,
          ledger.all(),
          (entry) => isListed(state, entry, asked) && !(local && isRemote(entry)),
        );
      },
    },
    { method: "GET", path: "/api/v2/search", handle: signedIn(world, (asked) => search(state, asked)) },
    {
      method: "GET",
      path: "/api/v1/notifications",
      handle: signedIn(world, (asked, account) => notifications(state, asked, account)),
    },
  ];
}

/** True where the author lives on another server. */
export function isRemote(entry: StatusEntry): boolean {
  return entry.author.handle.replace(/^@/, "").includes("@");
}

function isListed(state: MastodonState, entry: StatusEntry, asked: Asked): boolean {
  const lag = entry.account === null ? 0 : state.world.readLagSeconds("mastodon", entry.account);
  return entry.detail.visibility === "public" && isSeen(entry, asked.now, lag);
}

function statuses(
  state: MastodonState,
  asked: Asked,
  entries: readonly StatusEntry[],
  accept: (entry: StatusEntry) => boolean,
): Answer {
  const { page, headers } = paged(asked, entries, accept, 20);
  return json(
    200,
    page.map((entry) => statusView(state, entry, asked.baseUrl)),
    headers,
  );
}

function notifications(state: MastodonState, asked: Asked, account: string): Answer {
  const types = asked.query.getAll("types[]");
  const excluded = asked.query.getAll("exclude_types[]");
  const wanted = (types.length === 0 || types.includes("mention")) && !excluded.includes("mention");
  const accept = (entry: StatusEntry) => wanted && isSeen(entry, asked.now, 0);
  const { page, headers } = paged(asked, state.ledger.notifying(account), accept, 40);
  return json(
    200,
    page.map((entry) => notificationView(state, entry, asked.baseUrl)),
    headers,
  );
}

function search(state: MastodonState, asked: Asked): Answer {
  const q = asked.query.get("q") ?? "";
  const wantsStatuses = ["statuses", null].includes(asked.query.get("type"));
  const matches = mentionsAllWords(q);
  const isAddress = /^https?:/.test(q);
  const accept = (entry: StatusEntry) =>
    isAddress ? isAt(state, entry, q, asked) : matches(entry.text) && isListed(state, entry, asked);
  const { page } = wantsStatuses ? paged(asked, state.ledger.all(), accept, 20) : { page: [] };
  const found = page.map((entry) => statusView(state, entry, asked.baseUrl));
  return json(200, { accounts: [], statuses: found, hashtags: [] });
}

/** An address is not searched for but gone to: there is one status at it, or none. */
function isAt(state: MastodonState, entry: StatusEntry, address: string, asked: Asked): boolean {
  if (!address.endsWith(entry.id) || !isSeen(entry, asked.now, 0)) return false;
  const { uri, url } = statusView(state, entry, asked.baseUrl);
  return uri === address || url === address;
}

/** One page as Mastodon cuts it: `min_id` walks forward without holes, `since_id` jumps to the newest. */
function paged(
  asked: Asked,
  entries: readonly StatusEntry[],
  accept: (entry: StatusEntry) => boolean,
  usual: number,
): { page: StatusEntry[]; headers: Record<string, string> } {
  const limit = numberOf(asked.query.get("limit"), usual, 1, usual === 40 ? 80 : 40);
  const below = asked.query.get("max_id");
  const minId = asked.query.get("min_id");
  const page = minId
    ? oldest(entries, { above: minId, below, limit, accept })
    : newest(entries, { above: asked.query.get("since_id"), below, limit, accept }).page;
  return { page, headers: linkHeader(asked, page) };
}

function linkHeader(asked: Asked, page: readonly StatusEntry[]): Record<string, string> {
  const first = page[0];
  const last = page.at(-1);
  if (!first || !last) return {};
  const link = (name: string, id: string) => {
    const query = new URLSearchParams(asked.query);
    for (const other of ["min_id", "max_id", "since_id"]) query.delete(other);
    query.set(name, id);
    return `${asked.baseUrl}${asked.path}?${query}`;
  };
  return { link: `<${link("max_id", last.id)}>; rel="next", <${link("min_id", first.id)}>; rel="prev"` };
}
