import { firstLink } from "../../../../src/campaigns/links.ts";
import type { Outgoing } from "../../shared/PostPreview.tsx";
import { type Draft, mediaOn, optionOf, textOn } from "./draft.ts";
import type { GoingLinks } from "./links.ts";
import type { Connected } from "./measures.ts";
import { contentOf, type Media } from "./queries.ts";

/** What would go out on a profile as the draft stands. */
export function outgoing(
  draft: Draft,
  profile: Connected,
  mediaOf: (id: string) => Media | undefined,
  links: GoingLinks,
): Outgoing {
  const going = (text: string) => links(text, profile.network);
  return {
    network: profile.network,
    networkName: profile.networkName,
    name: profile.name,
    handle: profile.handle,
    text: going(textOn(draft, profile.id).text),
    thread: draft.thread.map(going),
    firstComment: draft.firstComment === null ? null : going(draft.firstComment),
    media: mediaOn(draft, profile.id).media.map((id) => ({
      id,
      url: contentOf(id),
      altText: mediaOf(id)?.altText ?? null,
    })),
    links: [textOn(draft, profile.id).text, ...draft.thread, draft.firstComment ?? ""].map(firstLink),
    title: optionOf(draft, profile.network, "title"),
    warning: optionOf(draft, profile.network, "spoilerText"),
  };
}
