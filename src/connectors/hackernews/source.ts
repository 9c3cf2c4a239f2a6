import { z } from "zod";
import type { Cursor, PolledSource, PollOutcome, PollRequest, RawMention } from "../../listening/source.ts";
import { mentionsFrom } from "./mention.ts";
import { refresher } from "./refresher.ts";
import { type Failed, failed, jsonOf } from "./reply.ts";
import { Hit, Page } from "./schema.ts";
import { cursorOf, hitsPerPage, type Walk, walked, walkIn, windowOf } from "./walk.ts";

const Settings = z.object({
  /** What is searched. */
  kinds: z
    .array(z.enum(["story", "comment"]))
    .min(1)
    .default(["story", "comment"]),
});
type SearchSettings = z.infer<typeof Settings>;
type Request = PollRequest<unknown, SearchSettings>;

/** Stories and comments that hold a term: https://hn.algolia.com/api */
export const searchSource: PolledSource<unknown, SearchSettings> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: false,
  defaultIntervalSeconds: 300,
  // By address. https://hn.algolia.com/api
  allowance: { calls: 10_000, perSeconds: 3600 },
  refresher,
  poll,
};

/** One page for each term; `more` while a term has further pages down to what is known. */
async function poll(request: Request, signal: AbortSignal): Promise<PollOutcome> {
  const { terms, cursor } = request;
  if (terms.length === 0) return { kind: "retry", detail: "no monitor has a word that can be searched for" };
  const found = new Map<string, RawMention>();
  const rejected: { remoteId: string | null; reason: string }[] = [];
  const reached: { [key: string]: Cursor[string] } = {};
  let more = false;
  let stopped: Failed | null = null;
  for (const term of terms) {
    const walk = walkIn(cursor, term);
    const answer: Searched = stopped ?? (await searchPage(request, term, walk, signal));
    if (answer.kind !== "hits") {
      // Terms that were not reached begin the next round where they stand.
      Object.assign(reached, cursorOf(walk, term));
      stopped = answer;
      continue;
    }
    const read = mentionsFrom(answer.hits);
    for (const mention of read.mentions) found.set(mention.remoteId, mention);
    rejected.push(...read.rejected);
    const after = walked(walk, secondsOf(answer.hits, request.now));
    Object.assign(reached, cursorOf(after, term));
    more ||= after.backlog !== null;
  }
  if (stopped && found.size === 0) return stopped;
  if (stopped) rejected.push({ remoteId: null, reason: stopped.detail });
  const wait = stopped?.kind === "retry" ? stopped.afterSeconds : undefined;
  return {
    kind: "page",
    mentions: [...found.values()],
    cursor: reached,
    more: more && !stopped,
    ...(wait === undefined ? {} : { notBeforeSeconds: wait }),
    ...(rejected.length > 0 ? { rejected } : {}),
  };
}

type Searched = { kind: "hits"; hits: unknown[] } | Failed;

async function searchPage(
  { access, settings, now }: Request,
  term: string,
  walk: Walk,
  signal: AbortSignal,
): Promise<Searched> {
  const { numericFilters, page } = windowOf(walk);
  const query = {
    // In quotes, or the search takes words like it for it. It forgives mistypings all the same: monitors decide.
    query: `"${term.replaceAll('"', " ")}"`,
    tags: `(${settings.kinds.join(",")})`,
    numericFilters,
    hitsPerPage,
    page,
  };
  const url = `${access.baseUrl}/api/v1/search_by_date`;
  const reply = await access.http.send({ method: "GET", url, query }, signal);
  if (reply.kind !== "answer" || reply.status !== 200) return failed(reply, now);
  const parsed = Page.safeParse(jsonOf(reply.body));
  if (!parsed.success) return { kind: "retry", detail: "the answer is not one of Hacker News's search" };
  return { kind: "hits", hits: parsed.data.hits };
}

const Dated = Hit.pick({ created_at_i: true });

/** What is dated in the future is no place to go on from: nothing would be heard until then. */
function secondsOf(hits: readonly unknown[], now: Date): number[] {
  const newest = Math.floor(now.getTime() / 1000);
  return hits.flatMap((hit) => {
    const { data } = Dated.safeParse(hit);
    return data ? [Math.min(data.created_at_i, newest)] : [];
  });
}
