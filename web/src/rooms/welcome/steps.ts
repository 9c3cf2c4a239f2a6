/** The first steps, in their order. */
export const steps = ["space", "profile", "post", "monitor", "ready"] as const;
export type Step = (typeof steps)[number];

/** What is true of a workspace, as far as its first steps go. */
export interface Standing {
  profiles: number;
  monitors: number;
  /** Posts that were scheduled: in the demo, which has its own, those of the person at work. */
  posts: number;
  isDemo: boolean;
  /** What the person passed over, or did in the demo. */
  behind: readonly string[];
}

/** Whether a step is behind a person. The demo came with profiles; its posts and monitors are not theirs. */
export function isDone(step: Step, { profiles, monitors, posts, isDemo, behind }: Standing): boolean {
  switch (step) {
    case "space":
      return true;
    case "profile":
      return profiles > 0;
    case "post":
      return posts > 0 || behind.includes("post");
    case "monitor":
      return (monitors > 0 && !isDemo) || behind.includes("monitor");
    case "ready":
      return false;
  }
}

/** Where a person goes on: the first step that is not behind them. */
export function nextStep(standing: Standing): Step {
  return steps.find((step) => !isDone(step, standing)) ?? "ready";
}
