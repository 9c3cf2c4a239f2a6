import { angryRemarks, calmerRemarks, calmRemarks, earlierRemarks, type Remark } from "./remarks.ts";

/** A remark and when it is made, in seconds after the start of the demo; before it, when negative. */
export interface Said extends Remark {
  afterSeconds: number;
}

/** When opinion turns, and until when, in seconds after the start. */
export const burst = { fromSeconds: 45, toSeconds: 75 } as const;

/** Of how long before the start the sandbox has something to tell. */
export const pastSeconds = 6 * 3600;
const firstCalmSeconds = 3;
const calmEverySeconds = 3;
const calmerEverySeconds = 8;

/** What is said around the first start: an ordinary day, half a minute of calm, a burst of anger, calm again. */
export function firstChatter(): Said[] {
  const calm = every(calmRemarks, firstCalmSeconds, calmEverySeconds);
  const angry = every(
    angryRemarks,
    burst.fromSeconds,
    (burst.toSeconds - burst.fromSeconds) / angryRemarks.length,
  );
  const calmer = every(calmerRemarks, burst.toSeconds + calmerEverySeconds, calmerEverySeconds);
  return [...earlierChatter(), ...calm, ...angry, ...calmer];
}

/** What is said at later starts: a little, calmly, so that a page left open is not dead. */
export function laterChatter(): Said[] {
  // Feeds number what they hold from one at every start of the sandbox: it would be taken for known.
  return every(calmRemarks, 10, 40);
}

function earlierChatter(): Said[] {
  const step = pastSeconds / earlierRemarks.length;
  return earlierRemarks.map((remark, index) => {
    // Nobody speaks by the clock: up to 0.4 of a step earlier or later, always the same.
    const sway = Math.sin(index * 12.9898) * 0.4;
    return { ...remark, afterSeconds: -Math.round((earlierRemarks.length - index - 0.5 + sway) * step) };
  });
}

function every(remarks: readonly Remark[], fromSeconds: number, stepSeconds: number): Said[] {
  return remarks.map((remark, index) => ({ ...remark, afterSeconds: fromSeconds + index * stepSeconds }));
}

/**
 * A name as an account: `Léa du Quai` is `lea_du_quai`, with hyphens where handles are host names (Bluesky). On
 * Mastodon people are from another server, as most are; a feed is of a site of its own.
 */
export function handleOf({ author, network }: Pick<Remark, "author" | "network">): string {
  const parts = author
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  switch (network) {
    case "mastodon":
      return `${parts.join("_")}@social.example`;
    case "feed":
      return `${parts.join("-")}.example`;
    case "bluesky":
      return parts.join("-");
  }
}
