import { z } from "zod";
import type { Cursor, PolledSource, PollOutcome, PollRequest } from "../../listening/source.ts";
import { type Answer, ask, type Call } from "./client.ts";
import { type MentionsRead, mentionsFrom } from "./mention.ts";
import { readAllowance, readFailed } from "./outcome.ts";
import { refresher } from "./refresher.ts";
import { type MastodonCredentials, SearchResult } from "./schema.ts";
import { askSince, newestId } from "./timelines.ts";

const tag = z
  .string()
  .transform((text) => text.replace(/^#/, ""))
  .pipe(z.string().regex(/^[\p{L}\p{N}_·]+$/u));

const Settings = z.object({
  /** Hashtags whose timelines are read. Terms that are hashtags are added to them. */
  tags: z.array(tag).max(50).default([]),
  /** All public statuses that the server sees, or those of its own people. */
  timeline: z.enum(["public", "local", "none"]).default("none"),
  /** Full-text search for the terms; finds something only where the server's operator runs it. */
  search: z.boolean().default(true),
});
type SearchSettings = z.infer<typeof Settings>;
type Request = PollRequest<MastodonCredentials, SearchSettings>;

const pageSize = 40;

/** Hashtag timelines, the public timeline, and full-text search of one server. */
export const searchSource: PolledSource<MastodonCredentials, SearchSettings> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: false,
  defaultIntervalSeconds: 60,
  allowance: readAllowance,
  refresher,
  poll,
};

async function poll(request: Request, signal: AbortSignal): Promise<PollOutcome> {
  // Servers search statuses for their own people only.
  const maySearch = (await request.access.vault.read()) !== null;
  const feeds = feedsOf(request, maySearch);
  if (feeds.length === 0)
    return {
      kind: "refused",
      because: "settings",
      detail: "nothing to listen to: name a tag or a timeline, or give a token for searching",
    };
  const page: PageSoFar = {
    read: { mentions: [], rejected: [] },
    cursor: { ...request.cursor },
    more: false,
  };
  let answered = 0;
  for (const feed of feeds) {
    const since = page.cursor[feed.key];
    const answer = await feed.read(request, typeof since === "string" ? since : null, signal);
    if (answer.kind !== "ok") {
      const failed = readFailed(answer);
      // What the others gave is kept; a limit that holds for all of them ends the round.
      if (answered === 0) return failed;
      page.read.rejected.push({ remoteId: null, reason: `${feed.key}: ${failed.detail}` });
      if (failed.kind === "retry") return outcomeOf(page, failed.afterSeconds);
      continue;
    }
    answered += 1;
    add(page, feed, answer.value);
  }
  return outcomeOf(page);
}

interface PageSoFar {
  read: MentionsRead;
  cursor: { [key: string]: Cursor[string] };
  more: boolean;
}

function add(page: PageSoFar, feed: Feed, items: readonly unknown[]): void {
  const { mentions, rejected } = mentionsFrom(items);
  page.read.mentions.push(...mentions);
  page.read.rejected.push(...rejected);
  if (!feed.walks) return;
  const newest = newestId(items);
  if (newest === null || newest === page.cursor[feed.key]) return;
  // A first page that is full only means that there is a past, which is not asked for.
  if (items.length >= pageSize && page.cursor[feed.key] !== undefined) page.more = true;
  page.cursor[feed.key] = newest;
}

function outcomeOf(page: PageSoFar, notBeforeSeconds?: number): PollOutcome {
  const { mentions, rejected } = page.read;
  return {
    kind: "page",
    mentions,
    cursor: page.cursor,
    more: page.more && notBeforeSeconds === undefined,
    ...(notBeforeSeconds === undefined ? {} : { notBeforeSeconds }),
    ...(rejected.length > 0 ? { rejected } : {}),
  };
}

/** One list that is read in a poll. */
interface Feed {
  /** Its name in the cursor. */
  key: string;
  /** Whether it is walked forward by `min_id`; a search always shows what fits best now. */
  walks: boolean;
  read(request: Request, sinceId: string | null, signal: AbortSignal): Promise<Answer<unknown[]>>;
}

function feedsOf(request: Request, maySearch: boolean): Feed[] {
  const { settings, terms } = request;
  const wordTags = terms.flatMap((term) => (term.startsWith("#") ? (tag.safeParse(term).data ?? []) : []));
  const tags = [...new Set([...settings.tags, ...wordTags].map((name) => name.toLowerCase()))];
  const words = settings.search && maySearch ? terms.filter((term) => !term.startsWith("#")) : [];
  return [
    ...tags.map((name) => timeline(`tag:${name}`, `/api/v1/timelines/tag/${encodeURIComponent(name)}`, {})),
    ...(settings.timeline === "none"
      ? []
      : [
          timeline(
            settings.timeline,
            "/api/v1/timelines/public",
            settings.timeline === "local" ? { local: true } : {},
          ),
        ]),
    ...words.map(search),
  ];
}

/** `min_id` walks forward without holes: https://docs.joinmastodon.org/api/guidelines/#pagination */
function timeline(key: string, path: Call["path"], query: { local?: boolean }): Feed {
  return {
    key,
    walks: true,
    read: ({ access }, sinceId, signal) =>
      askSince(access, { path, query: { ...query, limit: pageSize } }, sinceId ?? undefined, signal),
  };
}

function search(term: string): Feed {
  return {
    key: `search:${term}`,
    walks: false,
    async read({ access }, _sinceId, signal) {
      const query = { type: "statuses", limit: pageSize, q: /\s/.test(term) ? `"${term}"` : term };
      const answer = await ask(
        access,
        SearchResult,
        { method: "GET", path: "/api/v2/search", query },
        signal,
      );
      return answer.kind === "ok" ? { ...answer, value: answer.value.statuses } : answer;
    },
  };
}
