import { createHash } from "node:crypto";
import type { NetworkLimits } from "../../profiles/network.ts";
import type {
  FindOutcome,
  PublicationRequest,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValue,
  StepValues,
} from "../../publishing/publisher.ts";
import { earlierDraft } from "../../publishing/steps.ts";
import { answerIn, answerSteps, commentAt } from "./answer.ts";
import { articleOf } from "./article.ts";
import { ask } from "./client.ts";
import { commentStep } from "./comment.ts";
import { stepOutcomeOf } from "./failure.ts";
import { problems } from "./problems.ts";
import { BlogPost, BlogPosts, type WordPressCredentials, WordPressOptions } from "./schema.ts";
import { upload } from "./upload.ts";
import { withdraw } from "./withdraw.ts";

type Request = PublicationRequest<WordPressCredentials>;

/** WordPress sets no limit of its own; 8 MiB is what the smallest common hosts take in one upload. */
const limits: NetworkLimits = {
  maxCharacters: null,
  maxImages: 20,
  maxImageBytes: 8 * 1024 * 1024,
  imageTypes: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  maxAltTextCharacters: null,
};

/**
 * Two phases: a draft under a slug that belongs to this publication alone, then one change of its status. The draft
 * can be found by its slug, the change may be repeated, so an answer that is lost costs nothing.
 * https://developer.wordpress.org/rest-api/reference/posts/
 */
export const publisher: Publisher<WordPressCredentials> = {
  limits,
  // WordPress reads what it wrote from the same database.
  readBackAfterSeconds: 2,
  countCharacters: (text) => [...text].length,
  problems,
  replies: {
    address: () => null,
    reaches: ({ remoteId }, baseUrl) => commentAt(remoteId, baseUrl) !== null,
  },
  steps(request) {
    const { content } = request;
    if (content.replyTo !== null) return answerSteps(request);
    return [
      ...content.media.map((item, index) => ({
        name: `media-${index + 1}`,
        visible: false,
        run: (_done: StepValues, signal: AbortSignal) =>
          upload(request, item, `${draftSlug(request.publicationId)}-${index + 1}`, signal),
      })),
      draftStep(request),
      publishStep(request),
      ...(content.firstComment === null ? [] : [commentStep(request, content.firstComment)]),
    ];
  },
  withdraw,
  published(_request, done) {
    const { id, url } = done.publish ?? {};
    const answer = answerIn(done);
    if (answer) return answer;
    return { remoteId: String(id ?? ""), url: String(url ?? "") };
  },
};

/** The slug of a publication's draft: short, and the same in every attempt. */
export function draftSlug(publicationId: string): string {
  return `vigie-${createHash("sha256").update(publicationId).digest("hex").slice(0, 16)}`;
}

/** Not seen by readers, yet `visible`: a second draft would lie about in the site's list. */
function draftStep(request: Request): PublishStep {
  return {
    name: "draft",
    visible: true,
    run: (done, signal) => createDraft(request, done, signal),
    // Writing over an earlier draft may be repeated, and finding it would not say which wording it holds.
    find: async (done, _since, signal) =>
      done[earlierDraft]?.id === undefined ? findDraft(request, signal) : { kind: "absent" },
  };
}

/** A draft that an earlier wording left is written over, so that none lies about on the site. */
async function createDraft(request: Request, done: StepValues, signal: AbortSignal): Promise<StepOutcome> {
  const { excerpt, categories, tags } = WordPressOptions.parse(request.content.options);
  const images = request.content.media.map((item, index) => ({
    mediaId: Number(done[`media-${index + 1}`]?.mediaId),
    url: String(done[`media-${index + 1}`]?.url ?? ""),
    altText: item.altText ?? "",
  }));
  const earlier = done[earlierDraft]?.id;
  const json = {
    ...(earlier === undefined ? {} : { featured_media: 0, excerpt: "", categories: [], tags: [] }),
    ...articleOf(request.content, images.slice(1)),
    status: "draft",
    slug: draftSlug(request.publicationId),
    ...(images[0] ? { featured_media: images[0].mediaId } : {}),
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(categories ? { categories } : {}),
    ...(tags ? { tags } : {}),
  };
  const path = earlier === undefined ? "wp/v2/posts" : `wp/v2/posts/${earlier}`;
  const answer = await ask(request.access, BlogPost, { method: "POST", path, json }, signal);
  if (answer.kind === "answer") return { kind: "done", value: { id: answer.data.id } };
  const outcome = stepOutcomeOf(answer, true);
  // Somebody removed the earlier draft on the site: this attempt begins one of its own.
  if (outcome.kind === "rejected" && outcome.because === "gone" && earlier !== undefined)
    return createDraft(request, { ...done, [earlierDraft]: {} }, signal);
  return outcome;
}

/** WordPress gives a second post of the same slug the ending `-2`: the first one is ours to go on with. */
async function findDraft(request: Request, signal: AbortSignal): Promise<FindOutcome> {
  const slug = draftSlug(request.publicationId);
  const query = {
    slug: `${slug},${slug}-2`,
    status: "publish,future,draft,pending,private",
    context: "edit",
    orderby: "id",
    order: "asc",
    _fields: "id,slug,status,link",
  };
  const answer = await ask(request.access, BlogPosts, { method: "GET", path: "wp/v2/posts", query }, signal);
  if (answer.kind !== "answer") return { kind: "unknown", detail: answer.detail };
  const [first] = answer.data;
  return first ? { kind: "found", value: { id: first.id } } : { kind: "absent" };
}

function publishStep(request: Request): PublishStep {
  return {
    name: "publish",
    visible: true,
    async run(done, signal) {
      const { slug } = WordPressOptions.parse(request.content.options);
      const title = articleOf(request.content, []).title;
      // The draft's slug has served; readers get an address made of words. WordPress puts it into form.
      const json = { status: "publish", slug: slug ?? title };
      const path = `wp/v2/posts/${draftId(done)}`;
      const answer = await ask(request.access, BlogPost, { method: "POST", path, json }, signal);
      if (answer.kind !== "answer") return stepOutcomeOf(answer, true);
      return { kind: "done", value: publishedValue(answer.data) };
    },
    async find(done, _since, signal) {
      const path = `wp/v2/posts/${draftId(done)}`;
      const query = { context: "edit", _fields: "id,slug,status,link" };
      const answer = await ask(request.access, BlogPost, { method: "GET", path, query }, signal);
      if (answer.kind !== "answer") return { kind: "unknown", detail: answer.detail };
      if (answer.data.status !== "publish") return { kind: "absent" };
      return { kind: "found", value: publishedValue(answer.data) };
    },
  };
}

function publishedValue(post: BlogPost): StepValue {
  return { id: post.id, url: post.link };
}

function draftId(done: StepValues): string {
  return String(done.draft?.id ?? "");
}
