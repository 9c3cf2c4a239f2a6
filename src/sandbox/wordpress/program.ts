import type { Program } from "../wire.ts";
import type { World } from "../world.ts";
import { accountOf, refusals } from "./access.ts";
import { addComment, commentRoutes } from "./comments.ts";
import { mediaRoutes } from "./media.ts";
import { postRoutes } from "./posts.ts";
import { siteRoutes } from "./site.ts";
import { WordPressState } from "./state.ts";

/** One site on which every user name is an editor. What others say are comments. */
export function wordpressProgram(world: World): Program {
  const state = new WordPressState(world);
  return {
    id: "wordpress",
    routes: [...siteRoutes, ...postRoutes(state), ...mediaRoutes(state), ...commentRoutes(state)],
    refusals,
    accountOf,
    ledger: state.ledger,
    hear(heard) {
      const parent = /^comment-(\d+)$/.exec(heard.replyTo ?? "")?.[1];
      return addComment(state, {
        account: null,
        author: heard.author,
        text: heard.text,
        // Post 1 is the "Hello world!" that every site is born with.
        post: parent === undefined ? Number(heard.replyTo ?? 1) || 1 : 1,
        parent: Number(parent ?? 0),
        createdAt: heard.publishedAt,
        language: heard.language,
      }).id;
    },
    forget: (id) => state.ledger.remove(id, world.now()) !== undefined,
    reset: () => state.reset(),
  };
}
