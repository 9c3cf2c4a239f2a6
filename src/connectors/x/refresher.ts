import { z } from "zod";
import type { Refresher, RefreshOutcome } from "../../listening/source.ts";
import { ask } from "./client.ts";
import { needsCredentials, withCredentials } from "./credentials.ts";
import { pollOutcomeOf } from "./failure.ts";
import { engagementOf } from "./mention.ts";
import { type XCredentials, XPost } from "./schema.ts";

/** Posts by their ids. Those that are not shown stand among the errors: https://docs.x.com/x-api/posts/get-posts-by-ids */
const Posts = z.object({
  data: z.array(z.unknown()).default([]),
  errors: z.array(z.object({ type: z.string().optional(), resource_id: z.string().optional() })).default([]),
});

/** A hundred at once. The authors are not asked for: reading one costs twice as much as reading a post. */
export const refresher: Refresher<XCredentials> = {
  atOnce: 100,
  async refresh({ access, texts }, signal): Promise<RefreshOutcome> {
    const own = withCredentials(access, await access.vault.read());
    if (!own) return needsCredentials;
    const query = { ids: texts.map(({ remoteId }) => remoteId).join(","), "tweet.fields": "public_metrics" };
    const answer = await ask(own, Posts, { method: "GET", path: "tweets", query }, signal);
    if (answer.kind !== "answer") return pollOutcomeOf(answer);
    const posts = answer.data.data.flatMap((item) => XPost.safeParse(item).data ?? []);
    return {
      kind: "counted",
      // Without its counts a post says nothing: zeros would take back what is known.
      counts: posts.flatMap((post) =>
        post.public_metrics ? [{ remoteId: post.id, ...engagementOf(post) }] : [],
      ),
      gone: answer.data.errors.flatMap(({ type, resource_id }) =>
        resource_id && type?.endsWith("/resource-not-found") ? [resource_id] : [],
      ),
    };
  },
};
