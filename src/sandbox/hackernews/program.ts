import { heardEntry } from "../heard.ts";
import { type Entry, Ledger } from "../ledger.ts";
import type { Answer, Asked, Program, Refusals } from "../wire.ts";
import { json, numberOf } from "../wire.ts";
import { mentionsAllWords } from "../words.ts";
import { isSeen, type World } from "../world.ts";
import { hitView, itemView } from "./views.ts";

const refusals: Refusals = {
  rateLimited: () => json(429, { message: "Too Many Requests", status: 429 }),
  serverError: (status) => ({ status, body: "Something is broken" }),
  expiredToken: () => json(403, { message: "Forbidden", status: 403 }),
  notFound: () => json(404, { message: "Not Found", status: 404 }),
};

/** No query shows more hits than this, whatever its page: https://hn.algolia.com/api */
const mostHits = 1000;
const firstId = 42_000_000;

/** Hacker News as its search shows it. What answers nothing is a story, what answers something a comment. */
export function hackerNewsProgram(world: World): Program {
  const ledger = new Ledger<null>();
  let lastId = firstId;
  return {
    id: "hackernews",
    routes: [
      { method: "GET", path: "/api/v1/search_by_date", handle: (asked) => search(ledger, asked) },
      {
        method: "GET",
        path: "/api/v1/items/:id",
        handle({ params }) {
          const entry = ledger.get(params.id ?? "");
          return entry ? json(200, itemView(entry)) : json(404, { status: 404, error: "Not Found" });
        },
      },
    ],
    refusals,
    accountOf: () => null,
    ledger,
    hear(heard) {
      lastId += 1;
      return ledger.add(heardEntry(world, "hackernews", String(lastId), heard)).id;
    },
    forget: (id) => ledger.remove(id, world.now()) !== undefined,
    revise(id, { text, engagement }) {
      const entry = ledger.get(id);
      if (!entry) return false;
      if (text !== undefined) entry.text = text;
      if (engagement) entry.engagement = engagement;
      return true;
    },
    reset() {
      ledger.reset();
      lastId = firstId;
    },
  };
}

/** `query`, `tags` (`(story,comment)` is either), `numericFilters` on `created_at_i`, `page`, `hitsPerPage`. */
function search(ledger: Ledger<null>, asked: Asked): Answer {
  const filters = (asked.query.get("numericFilters") ?? "").split(",").filter(Boolean).map(filterFrom);
  if (filters.includes(null)) return json(400, { message: "invalid numeric filter", status: 400 });
  const query = asked.query.get("query") ?? "";
  const matches = query === "" ? () => true : mentionsAllWords(query);
  const kinds = (asked.query.get("tags") ?? "").replace(/[()]/g, "").split(",").filter(Boolean);
  const found = ledger
    .all()
    .filter(
      (entry) =>
        isSeen(entry, asked.now, 0) &&
        matches(entry.text) &&
        (kinds.length === 0 || kinds.includes(entry.replyTo === null ? "story" : "comment")) &&
        filters.every((holds) => holds?.(secondOf(entry))),
    )
    .sort((left, right) => secondOf(right) - secondOf(left) || right.sequence - left.sequence);
  const hitsPerPage = numberOf(asked.query.get("hitsPerPage"), 20, 1, mostHits);
  const page = numberOf(asked.query.get("page"), 0, 0, mostHits);
  const shown = found.slice(0, mostHits).slice(page * hitsPerPage, (page + 1) * hitsPerPage);
  return json(200, {
    hits: shown.map(hitView),
    nbHits: found.length,
    page,
    nbPages: Math.ceil(Math.min(found.length, mostHits) / hitsPerPage),
    hitsPerPage,
    exhaustiveNbHits: true,
    query,
  });
}

function secondOf(entry: Entry): number {
  return Math.floor(entry.createdAt.getTime() / 1000);
}

function filterFrom(text: string): ((second: number) => boolean) | null {
  const [, sign, digits] = /^created_at_i(>=|<=|>|<|=)(\d+)$/.exec(text) ?? [];
  const value = Number(digits);
  switch (sign) {
    case ">":
      return (second) => second > value;
    case ">=":
      return (second) => second >= value;
    case "<":
      return (second) => second < value;
    case "<=":
      return (second) => second <= value;
    case "=":
      return (second) => second === value;
    default:
      return null;
  }
}
