import type {
  Answered,
  PublicationRequest,
  Published,
  PublishStep,
  StepOutcome,
  StepValues,
} from "../../publishing/publisher.ts";
import { answered, answeredIn } from "../../publishing/replies.ts";
import { ask } from "./client.ts";
import { writeStep } from "./comment.ts";
import { stepOutcomeOf } from "./failure.ts";
import { BlogComment, type WordPressCredentials } from "./schema.ts";

type Request = PublicationRequest<WordPressCredentials>;

const step = "part-1";

/** The id under which a comment is a mention: comments are numbered by each site for itself. */
export function remoteIdOf(baseUrl: string, comment: number): string {
  return `${siteOf(baseUrl)}#comment-${comment}`;
}

/** The number of a mention that is a comment on this site; null: it is none. */
export function commentAt(remoteId: string, baseUrl: string): number | null {
  const prefix = remoteIdOf(baseUrl, 0).slice(0, -1);
  const number = remoteId.startsWith(prefix) ? remoteId.slice(prefix.length) : "";
  return /^\d{1,15}$/.test(number) ? Number(number) : null;
}

/**
 * A comment below the comment that is answered, by the profile's user.
 * https://developer.wordpress.org/rest-api/reference/comments/
 */
export function answerSteps(request: Request): PublishStep[] {
  return [
    ...answered(request.content, (mention, signal) => lookUp(request, mention, signal)),
    writeStep(request, step, request.content.text, (done) => {
      const { post, id } = answeredIn(done) ?? {};
      return { post: Number(post), parent: Number(id) };
    }),
  ];
}

/** What the site shows of an answer; null: this publication is an article. */
export function answerIn(done: StepValues): Published | null {
  const { id, url } = done[step] ?? {};
  return id === undefined ? null : { remoteId: `comment-${id}`, url: String(url ?? "") };
}

async function lookUp(request: Request, { remoteId }: Answered, signal: AbortSignal): Promise<StepOutcome> {
  const number = commentAt(remoteId, request.access.baseUrl);
  if (number === null)
    return { kind: "rejected", because: "gone", detail: `${remoteId} is no comment on this site` };
  const path = `wp/v2/comments/${number}`;
  const answer = await ask(request.access, BlogComment, { method: "GET", path }, signal);
  if (answer.kind !== "answer") return stepOutcomeOf(answer, false);
  return { kind: "done", value: { id: answer.data.id, post: answer.data.post } };
}

function siteOf(baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, "");
}
