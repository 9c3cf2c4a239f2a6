import { useState } from "react";
import type { Post } from "../../api/planning.ts";

/** What of each post was on screen: nobody decides on what they have not looked at. */
export interface Seen {
  /** Ids of the profiles whose preview was shown, of the post as it stands now. */
  of: (post: Post) => ReadonlySet<string>;
  note: (post: Post, profile: string) => void;
  /** True once every preview of the post as it stands was shown. */
  isWhole: (post: Post) => boolean;
}

const nothing: ReadonlySet<string> = new Set();

/** A post that changes has another version, and none of it was seen. */
const nameOf = ({ id, version }: Pick<Post, "id" | "version">) => `${id} ${version}`;

/** The profiles on which a post goes out, each with a preview of its own. */
function profilesOf(post: Pick<Post, "publications">): string[] {
  const alive = post.publications.filter(({ state }) => state !== "cancelled");
  return [...new Set(alive.map(({ profile }) => profile))];
}

/** @param connected what can be shown; of a profile that is connected no more, nothing goes out */
export function useSeen(connected: readonly { id: string }[]): Seen {
  const [seen, setSeen] = useState<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const of = (post: Post) => seen.get(nameOf(post)) ?? nothing;
  return {
    of,
    note: (post, profile) =>
      setSeen((before) => {
        const known = before.get(nameOf(post)) ?? nothing;
        if (known.has(profile)) return before;
        return new Map(before).set(nameOf(post), new Set([...known, profile]));
      }),
    isWhole: (post) =>
      of(post).size > 0 &&
      profilesOf(post).every(
        (profile) => of(post).has(profile) || !connected.some(({ id }) => id === profile),
      ),
  };
}
