import { convert } from "html-to-text";
import { z } from "zod";
import type { FindOutcome, PublicationRequest, PublishStep, StepValues } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { stepOutcomeOf } from "./failure.ts";
import { BlogComment, type WordPressCredentials } from "./schema.ts";

type Request = PublicationRequest<WordPressCredentials>;

/**
 * The first comment under the article, by the same user.
 * https://developer.wordpress.org/rest-api/reference/comments/
 */
export function commentStep(request: Request, text: string): PublishStep {
  const place = (done: StepValues): Place => ({ post: Number(done.publish?.id), parent: 0 });
  return writeStep(request, "first-comment", text, place);
}

/** Where a comment stands: under an article, and under another comment of it, or none (0). */
interface Place {
  post: number;
  parent: number;
}

/** Writes one comment. @param placeOf where, from what earlier steps left */
export function writeStep(
  request: Request,
  name: string,
  text: string,
  placeOf: (done: StepValues) => Place,
): PublishStep {
  return {
    name,
    visible: true,
    async run(done, signal) {
      const { post, parent } = placeOf(done);
      const json = { post, ...(parent > 0 ? { parent } : {}), content: text };
      const call = { method: "POST" as const, path: "wp/v2/comments", json };
      const answer = await ask(request.access, BlogComment, call, signal);
      if (answer.kind === "answer") return { kind: "done", value: writtenValue(answer.data) };
      if (answer.kind !== "refused" || answer.code !== "comment_duplicate")
        return stepOutcomeOf(answer, true);
      // The same comment stands there already: ours, from an attempt whose answer was lost.
      const found = await findComment(request, { post, parent }, text, signal);
      if (found.kind === "found") return { kind: "done", value: found.value };
      if (found.kind === "absent") return stepOutcomeOf(answer, true);
      return { kind: "unconfirmed", detail: answer.detail };
    },
    find: (done, _since, signal) => findComment(request, placeOf(done), text, signal),
  };
}

function writtenValue({ id, link }: BlogComment) {
  return { id, url: link ?? "" };
}

/**
 * An article that was published just now, and a comment that is answered, have few comments below them: the newest
 * hundred are all there is to read.
 */
async function findComment(
  request: Request,
  { post, parent }: Place,
  text: string,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const query = { post: String(post), parent: String(parent), order: "desc", orderby: "id", per_page: 100 };
  const schema = z.array(BlogComment);
  const answer = await ask(request.access, schema, { method: "GET", path: "wp/v2/comments", query }, signal);
  if (answer.kind !== "answer") return { kind: "unknown", detail: answer.detail };
  const found = answer.data.find(
    (comment) =>
      comment.parent === parent &&
      String(comment.author) === request.account.remoteId &&
      comparable(convert(comment.content.rendered, { wordwrap: false })) === comparable(text),
  );
  return found ? { kind: "found", value: writtenValue(found) } : { kind: "absent" };
}

/** WordPress changes quotes, dashes and spaces when it shows a text: only letters and digits are compared. */
function comparable(text: string): string {
  return text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
}
