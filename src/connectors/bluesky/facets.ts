import { type AppBskyRichtextFacet, RichText } from "@atproto/api";

export type Facet = AppBskyRichtextFacet.Main;

/** DIDs of the handles that a text mentions; `null` where there is nobody of that name. */
export type KnownHandles = Readonly<Record<string, string | null>>;

/** The handles that a text mentions, without their `@`, each once. */
export function handlesIn(text: string): string[] {
  const handles = facetsIn(text).flatMap((facet) => mentionedIn(facet) ?? []);
  return [...new Set(handles)];
}

/**
 * What the text links to: links, hashtags, and mentions of people that exist; others stay plain text. Offsets are in
 * UTF-8 bytes, the end exclusive: https://docs.bsky.app/docs/advanced-guides/post-richtext. Servers do not check them.
 */
export function facetsOf(text: string, known: KnownHandles): Facet[] {
  return facetsIn(text).flatMap((facet) => {
    const handle = mentionedIn(facet);
    if (handle === null) return [facet];
    const did = known[handle] ?? null;
    if (did === null) return [];
    return [{ ...facet, features: [{ $type: "app.bsky.richtext.facet#mention", did }] }];
  });
}

function facetsIn(text: string): Facet[] {
  const richText = new RichText({ text });
  richText.detectFacetsWithoutResolution();
  return richText.facets ?? [];
}

/** The handle in a facet that the library found to be a mention: it stands where the DID belongs. */
function mentionedIn(facet: Facet): string | null {
  for (const feature of facet.features)
    if (feature.$type === "app.bsky.richtext.facet#mention" && "did" in feature)
      return String(feature.did).toLowerCase();
  return null;
}
