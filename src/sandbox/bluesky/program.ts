import type { Heard, Program, Revision } from "../wire.ts";
import type { World } from "../world.ts";
import { accountOf, refusals } from "./access.ts";
import { appViewRoutes } from "./appview.ts";
import { postCollection } from "./check.ts";
import { recordCid } from "./cid.ts";
import { jetstreamSockets } from "./jetstream.ts";
import { deleteAt, uriOf, writeAt } from "./records.ts";
import { repoRoutes } from "./repo.ts";
import { sessionRoutes } from "./session.ts";
import { accountNamed, BlueskyState } from "./state.ts";

/** One PDS on which every identifier is an account, with its AppView and a Jetstream. */
export function blueskyProgram(world: World): Program {
  const state = new BlueskyState(world);
  return {
    id: "bluesky",
    routes: [...sessionRoutes(state), ...repoRoutes(state), ...appViewRoutes(state)],
    sockets: jetstreamSockets(state),
    refusals,
    accountOf,
    accountNamed,
    ledger: state.ledger,
    hear: (heard) => hear(state, heard),
    forget(id) {
      const entry = state.ledger.get(id);
      if (!entry) return false;
      deleteAt(
        state,
        { did: entry.detail.did },
        { collection: postCollection, rkey: entry.detail.rkey },
        world.now(),
      );
      return true;
    },
    revise: (id, change) => revise(state, id, change),
    reset: () => state.reset(),
  };
}

function hear(state: BlueskyState, heard: Heard): string {
  const now = state.world.now();
  const actor = state.meet(accountNamed(heard.author.handle), heard.author);
  const at = { collection: postCollection, rkey: state.tids.next(now) };
  const value = recordOf(state, heard);
  writeAt(state, { actor, account: null, ...at, value, cid: recordCid(value), now });
  return uriOf(actor.did, at);
}

/** A new record under the same key. https://docs.bsky.app/docs/api/com-atproto-repo-put-record */
function revise(state: BlueskyState, id: string, { text, engagement }: Revision): boolean {
  const entry = state.ledger.get(id);
  const actor = entry && state.actor(entry.detail.did);
  if (!entry || !actor) return false;
  if (text !== undefined) {
    const value = { ...entry.detail.record, text };
    const at = { collection: postCollection, rkey: entry.detail.rkey };
    writeAt(state, { actor, account: null, ...at, value, cid: recordCid(value), now: state.world.now() });
  }
  const revised = state.ledger.get(id);
  if (engagement && revised) revised.engagement = engagement;
  return true;
}

function recordOf(state: BlueskyState, heard: Heard): Record<string, unknown> {
  const parent = heard.replyTo === null ? undefined : state.ledger.get(heard.replyTo);
  const reference = parent && { uri: parent.id, cid: parent.detail.cid };
  const spokenTo = heard.mentions === null ? undefined : state.meet(accountNamed(heard.mentions));
  // A mention needs a facet; where the text does not hold the handle it stands on the first byte.
  const facets = spokenTo && [
    {
      $type: "app.bsky.richtext.facet",
      index: { byteStart: 0, byteEnd: 1 },
      features: [{ $type: "app.bsky.richtext.facet#mention", did: spokenTo.did }],
    },
  ];
  return {
    $type: postCollection,
    text: heard.text,
    createdAt: heard.publishedAt.toISOString(),
    ...(heard.language === null ? {} : { langs: [heard.language] }),
    ...(heard.tag === null ? {} : { tags: [heard.tag] }),
    ...(facets ? { facets } : {}),
    ...(reference ? { reply: { root: reference, parent: reference } } : {}),
  };
}
