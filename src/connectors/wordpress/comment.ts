import { convert } from "html-to-text";
import { z } from "zod";
import type { FindOutcome, PublicationRequest, PublishStep } from "../../publishing/publisher.ts";
import { ask } from "./client.ts";
import { stepOutcomeOf } from "./failure.ts";
import { BlogComment, type WordPressCredentials } from "./schema.ts";

type Request = PublicationRequest<WordPressCredentials>;

/**
 * The first comment under the article, by the same user.
 * https://developer.wordpress.org/rest-api/reference/comments/
 */
export function commentStep(request: Request, text: string): PublishStep {
  return {
    name: "first-comment",
    visible: true,
    async run(done, signal) {
      const json = { post: Number(done.publish?.id), content: text };
      const call = { method: "POST" as const, path: "wp/v2/comments", json };
      const answer = await ask(request.access, BlogComment, call, signal);
      if (answer.kind === "answer") return { kind: "done", value: { id: answer.data.id } };
      if (answer.kind !== "refused" || answer.code !== "comment_duplicate")
        return stepOutcomeOf(answer, true);
      // The same comment stands there already: ours, from an attempt whose answer was lost.
      const found = await findComment(request, Number(done.publish?.id), text, signal);
      if (found.kind === "found") return { kind: "done", value: found.value };
      if (found.kind === "absent") return stepOutcomeOf(answer, true);
      return { kind: "unconfirmed", detail: answer.detail };
    },
    find: (done, _since, signal) => findComment(request, Number(done.publish?.id), text, signal),
  };
}

/** The article is minutes old and ours, so its first comments are all there is to read. */
async function findComment(
  request: Request,
  post: number,
  text: string,
  signal: AbortSignal,
): Promise<FindOutcome> {
  const query = { post: String(post), order: "asc", orderby: "id", per_page: 100 };
  const schema = z.array(BlogComment);
  const answer = await ask(request.access, schema, { method: "GET", path: "wp/v2/comments", query }, signal);
  if (answer.kind !== "answer") return { kind: "unknown", detail: answer.detail };
  const found = answer.data.find(
    (comment) =>
      String(comment.author) === request.account.remoteId &&
      comparable(convert(comment.content.rendered, { wordwrap: false })) === comparable(text),
  );
  return found ? { kind: "found", value: { id: found.id } } : { kind: "absent" };
}

/** WordPress changes quotes, dashes and spaces when it shows a text: only letters and digits are compared. */
function comparable(text: string): string {
  return text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
}
