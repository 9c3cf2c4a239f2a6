import { firstLink } from "../../../../src/campaigns/links.ts";
import { stretchesOf } from "../../shared/stretches.ts";
import { type Draft, mediaOn, textOn, type When, withOwnText, withVariant } from "./draft.ts";

/** Something that was found, and the profiles it concerns. */
export interface Finding {
  code: string;
  pointer: string;
  profiles: readonly string[];
}

/** The one thing that mends a finding. */
export type Mend =
  /** Other words for one profile: its tab opens. */
  | { kind: "adapt"; profile: string }
  | { kind: "fewer-images"; profiles: readonly string[]; most: number }
  | { kind: "without-image"; profiles: readonly string[]; index: number }
  | { kind: "without-link"; profile: string }
  | { kind: "next-slot" }
  /** In the room of profiles. */
  | { kind: "reconnect" }
  /** Where it is written; nobody but the person knows how. */
  | { kind: "go"; pointer: string; profile: string | undefined };

/**
 * @param known.isBlocking whether it stands in the way now
 * @param known.mostImages of the network of the profiles that it concerns; null: not known
 * @param known.hasSlots whether every chosen profile has a free slot that could be taken instead
 * @returns null where there is nothing to press: it is said so that one knows
 */
export function mendOf(
  finding: Finding,
  draft: Draft,
  known: {
    isBlocking: boolean;
    mostImages: number | null;
    /** Every chosen profile of a network with that limit: what is too much for one is too much for all of them. */
    limitedAlike: readonly string[];
    when: When;
    hasSlots: boolean;
  },
): Mend | null {
  const { code, pointer, profiles } = finding;
  const [only] = profiles;
  switch (code) {
    case "too_many_images":
      if (known.mostImages)
        return {
          kind: "fewer-images",
          profiles: imagesAlike(draft, profiles, known),
          most: known.mostImages,
        };
      break;
    case "image_type":
    case "image_too_large":
    case "gif-not-alone": {
      const index = /\/media\/(\d+)$/.exec(pointer)?.[1];
      if (index !== undefined) return { kind: "without-image", profiles, index: Number(index) };
      break;
    }
    case "reconnect_needed":
    case "access_ends_before":
    case "scope_missing":
      return { kind: "reconnect" };
    case "same_text":
      if (only !== undefined) return { kind: "adapt", profile: only };
      break;
    case "over_budget":
      if (only !== undefined && firstLink(textOn(draft, only).text))
        return { kind: "without-link", profile: only };
      return null;
    case "too_close":
    case "day_full":
      return known.hasSlots && known.when.kind !== "slot"
        ? { kind: "next-slot" }
        : { kind: "go", pointer: "/scheduledAt", profile: undefined };
  }
  const isShared = only !== undefined && pointer === "/text" && !textOn(draft, only).isOwn;
  if (isShared && profiles.length < draft.profiles.length) return { kind: "adapt", profile: only };
  return known.isBlocking ? { kind: "go", pointer, profile: only } : null;
}

/** The profiles of a finding, and those that show just as many images under the same limit. */
function imagesAlike(
  draft: Draft,
  profiles: readonly string[],
  { limitedAlike, mostImages }: { limitedAlike: readonly string[]; mostImages: number | null },
): string[] {
  const tooMany = limitedAlike.filter((id) => mediaOn(draft, id).media.length > (mostImages ?? 0));
  return [...new Set([...profiles, ...tooMany])];
}

/** The draft after a mend that changes it. What concerns some profiles only is changed for these. */
export function mended(draft: Draft, mend: Mend): Draft {
  switch (mend.kind) {
    case "fewer-images":
      return withMedia(draft, mend.profiles, (media) => media.slice(0, mend.most));
    case "without-image":
      return withMedia(draft, mend.profiles, (media) => media.filter((_id, index) => index !== mend.index));
    case "without-link": {
      const { text, isOwn } = textOn(draft, mend.profile);
      const isOnly = draft.profiles.length === 1 && !isOwn;
      return isOnly
        ? { ...draft, text: withoutLinks(text) }
        : withOwnText(draft, mend.profile, withoutLinks(text));
    }
    case "next-slot":
      return { ...draft, when: { kind: "slot" }, rule: null };
    case "adapt":
    case "reconnect":
    case "go":
      return draft;
  }
}

function withMedia(
  draft: Draft,
  profiles: readonly string[],
  change: (media: readonly string[]) => string[],
): Draft {
  const isForAll = draft.profiles.every((id) => profiles.includes(id) && !mediaOn(draft, id).isOwn);
  if (isForAll) return { ...draft, media: change(draft.media) };
  return profiles.reduce(
    (changed, id) => withVariant(changed, id, { media: change(mediaOn(draft, id).media) }),
    draft,
  );
}

function withoutLinks(text: string): string {
  const rest = stretchesOf(text).filter(({ kind }) => kind !== "link");
  return rest
    .map((stretch) => stretch.text)
    .join("")
    .replace(/[ \t]+$/gm, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

const laterCodes: readonly string[] = [
  "reconnect_needed",
  "access_ends_before",
  "scope_missing",
  "day_full",
  "over_budget",
  "approval_missing",
  "approval_due",
];

/** Warnings in the order in which they matter: what will stop the post later, then advice. */
export function sorted<T extends { code: string }>(warnings: readonly T[]): T[] {
  const isLater = ({ code }: T) => laterCodes.includes(code);
  return [...warnings.filter(isLater), ...warnings.filter((warning) => !isLater(warning))];
}
