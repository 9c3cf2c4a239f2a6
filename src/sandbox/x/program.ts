import { tagsOf } from "../ids.ts";
import type { Heard, Program } from "../wire.ts";
import type { World } from "../world.ts";
import { accountOf, refusals } from "./access.ts";
import { mediaRoutes } from "./media.ts";
import { readRoutes } from "./read.ts";
import { XState } from "./state.ts";
import { mentionedUsers } from "./text.ts";
import { Tokens, tokenRoutes } from "./tokens.ts";
import { writeRoutes } from "./write.ts";

/** X, on which every token is an account. */
export function xProgram(world: World): Program {
  const state = new XState(world);
  const tokens = new Tokens();
  const ctx = { world, state, tokens };
  return {
    id: "x",
    routes: [...tokenRoutes(tokens), ...readRoutes(ctx), ...writeRoutes(ctx), ...mediaRoutes(ctx)],
    refusals,
    accountOf,
    ledger: state.ledger,
    hear: (heard) => hear(state, heard),
    forget: (id) => state.ledger.remove(id, world.now()) !== undefined,
    /** What is edited on X is another post: only what came of it changes. */
    revise(id, { text, engagement }) {
      const entry = state.ledger.get(id);
      if (!entry || text !== undefined) return false;
      if (engagement) entry.engagement = engagement;
      return true;
    },
    costUsd: () => state.costs.usd,
    reset() {
      state.reset();
      tokens.reset();
    },
  };
}

function hear(state: XState, heard: Heard): string {
  const now = state.world.now();
  const id = state.ids.next(now);
  const author = state.meet(heard.author);
  const parent = heard.replyTo === null ? undefined : state.ledger.get(heard.replyTo);
  const notified = new Set([
    ...mentionedUsers(heard.text).map((name) => state.accountOfUsername(name)),
    heard.mentions === null ? null : state.accountOfUsername(heard.mentions),
    parent?.account,
  ]);
  return state.ledger.add({
    id,
    network: "x",
    account: null,
    author: { ...heard.author, handle: author.username },
    text: heard.text,
    createdAt: heard.publishedAt,
    acceptedAt: now,
    sequence: state.world.nextSequence(),
    replyTo: heard.replyTo,
    media: [],
    isPublic: true,
    deletedAt: null,
    notifies: [...notified].filter((name) => typeof name === "string"),
    language: heard.language,
    tags: tagsOf(heard.text, heard.tag),
    detail: {
      conversationId: parent?.detail.conversationId ?? id,
      inReplyToUserId: parent ? state.meet(parent.author).id : null,
      quotedId: null,
    },
  }).id;
}
