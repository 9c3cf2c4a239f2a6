import { tagsOf } from "../ids.ts";
import type { Heard, Program } from "../wire.ts";
import type { World } from "../world.ts";
import { accountOf, refusals } from "./access.ts";
import { instanceRoutes } from "./instance.ts";
import { MastodonOauth } from "./oauth.ts";
import { pageRoute } from "./page.ts";
import { readRoutes } from "./read.ts";
import { streamingSockets } from "./sockets.ts";
import { MastodonState } from "./state.ts";
import { streamingRoutes } from "./streaming.ts";
import { writeRoutes } from "./write.ts";

/** One Mastodon server on which every token is an account. */
export function mastodonProgram(world: World): Program {
  const state = new MastodonState(world);
  const oauth = new MastodonOauth(world);
  return {
    id: "mastodon",
    routes: [
      ...instanceRoutes,
      ...oauth.routes(),
      ...readRoutes(state),
      ...writeRoutes(state),
      ...streamingRoutes(state),
      pageRoute(state),
    ],
    sockets: streamingSockets(state),
    refusals,
    accountOf,
    ledger: state.ledger,
    hear: (heard) => hear(state, heard),
    forget: (id) => state.ledger.remove(id, world.now()) !== undefined,
    revise(id, { text, engagement }) {
      const entry = state.ledger.get(id);
      if (!entry) return false;
      if (engagement) entry.engagement = engagement;
      if (text === undefined) return true;
      entry.text = text;
      entry.detail.editedAt = world.now();
      state.ledger.changed(entry);
      return true;
    },
    reset() {
      state.reset();
      oauth.reset();
    },
  };
}

function hear(state: MastodonState, heard: Heard): string {
  const now = state.world.now();
  if (heard.mentions !== null) state.meet(heard.mentions);
  const parent = heard.replyTo === null ? undefined : state.ledger.get(heard.replyTo);
  const notified = new Set([heard.mentions, parent?.account].filter((name) => typeof name === "string"));
  return state.ledger.add({
    id: state.ids.next(now),
    network: "mastodon",
    account: null,
    author: heard.author,
    text: heard.text,
    createdAt: heard.publishedAt,
    acceptedAt: now,
    sequence: state.world.nextSequence(),
    replyTo: heard.replyTo,
    media: [],
    isPublic: true,
    deletedAt: null,
    notifies: [...notified],
    language: heard.language,
    tags: tagsOf(heard.text, heard.tag),
    detail: { spoilerText: "", visibility: "public", sensitive: false, editedAt: null },
  }).id;
}
