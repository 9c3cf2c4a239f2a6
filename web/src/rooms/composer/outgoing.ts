import type { Outgoing } from "../../shared/PostPreview.tsx";
import { type Draft, mediaOn, optionOf, textOn } from "./draft.ts";
import type { Connected } from "./measures.ts";
import { contentOf, type Media } from "./queries.ts";

/** What would go out on a profile as the draft stands. */
export function outgoing(
  draft: Draft,
  profile: Connected,
  mediaOf: (id: string) => Media | undefined,
): Outgoing {
  return {
    network: profile.network,
    networkName: profile.networkName,
    name: profile.name,
    handle: profile.handle,
    text: textOn(draft, profile.id).text,
    thread: draft.thread,
    firstComment: draft.firstComment,
    media: mediaOn(draft, profile.id).media.map((id) => ({
      id,
      url: contentOf(id),
      altText: mediaOf(id)?.altText ?? null,
    })),
    title: optionOf(draft, profile.network, "title"),
    warning: optionOf(draft, profile.network, "spoilerText"),
  };
}
