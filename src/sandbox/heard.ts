import { tagsOf } from "./ids.ts";
import type { Entry } from "./ledger.ts";
import type { Heard, NetworkId } from "./wire.ts";
import type { World } from "./world.ts";

/** What somebody outside said, on a network that has no accounts and tells nobody. */
export function heardEntry(world: World, network: NetworkId, id: string, heard: Heard): Entry<null> {
  return {
    id,
    network,
    account: null,
    author: heard.author,
    text: heard.text,
    createdAt: heard.publishedAt,
    acceptedAt: world.now(),
    sequence: world.nextSequence(),
    replyTo: heard.replyTo,
    media: [],
    isPublic: true,
    deletedAt: null,
    notifies: [],
    language: heard.language,
    tags: tagsOf(heard.text, heard.tag),
    detail: null,
  };
}
