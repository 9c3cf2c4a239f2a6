import { z } from "zod";
import type { PolledSource, PollOutcome, PollRequest, RawMention } from "../../listening/source.ts";
import { plusSeconds } from "../../platform/clock.ts";
import { remoteIdOf } from "./answer.ts";
import { ask, type WordPressAnswer } from "./client.ts";
import { pollOutcomeOf } from "./failure.ts";
import { after, cursorAt, type Place, perPage, placeIn, unseen } from "./place.ts";
import { BlogComment, type WordPressCredentials } from "./schema.ts";

const Settings = z.object({});
type Settings = z.infer<typeof Settings>;
type Request = PollRequest<WordPressCredentials, Settings>;

/**
 * Comments on a blog, oldest first. With credentials that may moderate, those that wait for approval too; else only
 * what everybody can read, where one that is approved late is not seen.
 * https://developer.wordpress.org/rest-api/reference/comments/
 */
export const repliesSource: PolledSource<WordPressCredentials, Settings> = {
  kind: "polled",
  settings: Settings,
  needsCredentials: false,
  defaultIntervalSeconds: 120,
  async poll(request, signal) {
    const place = placeIn(request.cursor);
    if (!place.mayModerate || (await request.access.vault.read()) === null)
      return outcomeOf(request, place, await askFor(request, place, false, signal));
    const answer = await askFor(request, place, true, signal);
    if (answer.kind !== "refused" || ![400, 401, 403].includes(answer.status))
      return outcomeOf(request, place, answer);
    return outcomeOf(request, { ...place, mayModerate: false }, await askFor(request, place, false, signal));
  },
};

function askFor(request: Request, place: Place, mayModerate: boolean, signal: AbortSignal) {
  const query = {
    orderby: "date_gmt",
    order: "asc",
    per_page: perPage,
    page: place.page,
    // WordPress gives what is later than `after`; a second earlier takes in all of the newest one's second.
    ...(place.newestAt ? { after: plusSeconds(instantOf(place.newestAt), -1).toISOString() } : {}),
    ...(mayModerate ? { status: "all" } : {}),
  };
  const schema = z.array(z.unknown());
  return ask(request.access, schema, { method: "GET", path: "wp/v2/comments", query }, signal);
}

function outcomeOf(
  { access: { baseUrl }, now }: Request,
  place: Place,
  answer: WordPressAnswer<unknown[]>,
): PollOutcome {
  if (answer.kind !== "answer") return pollOutcomeOf(answer);
  const comments: BlogComment[] = [];
  const rejected: { remoteId: string | null; reason: string }[] = [];
  for (const item of answer.data) {
    const comment = BlogComment.safeParse(item);
    if (comment.success) comments.push(comment.data);
    else rejected.push({ remoteId: null, reason: comment.error.issues[0]?.message ?? "unreadable" });
  }
  const isFull = answer.data.length === perPage;
  const fresh = unseen(place, comments);
  if (fresh.length === 0 && rejected.length === 0 && !isFull) return { kind: "unchanged" };
  return {
    kind: "page",
    mentions: fresh.map((comment) => mentionFrom(baseUrl, comment)),
    // One dated in the future is read, but is no place to go on from: nothing would be heard until then.
    cursor: cursorAt(
      after(
        place,
        comments.filter(({ date_gmt }) => instantOf(date_gmt) <= now),
        isFull,
      ),
    ),
    more: isFull,
    rejected,
  };
}

function mentionFrom(baseUrl: string, comment: BlogComment): RawMention {
  const name = comment.author_name.trim();
  return {
    // Ids of comments are only their own site's.
    remoteId: remoteIdOf(baseUrl, comment.id),
    url: comment.link ?? null,
    text: comment.content.rendered,
    format: "html",
    language: null,
    author: name === "" ? null : { handle: name, name, followers: null },
    publishedAt: instantOf(comment.date_gmt),
    engagement: { likes: 0, shares: 0, replies: 0 },
  };
}

/** WordPress writes UTC without saying so. */
function instantOf(dateGmt: string): Date {
  return new Date(/[Zz]|[+-]\d\d:\d\d$/.test(dateGmt) ? dateGmt : `${dateGmt}Z`);
}
