import { createRoute } from "@tanstack/react-router";
import { frameRoute, rootRoute } from "../../frame/route.tsx";

/** What I am to decide, what I asked others to decide, and what they sent back. */
export const reviewTabs = ["waiting", "asked", "sentBack"] as const;
export type ReviewTab = (typeof reviewTabs)[number];

interface ReviewSearch {
  /** Absent: the first one there is for whoever looks. */
  tab?: ReviewTab;
  /** The post that is looked at. */
  post?: string;
}

export const reviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/review",
  validateSearch: ({ tab, post }: Record<string, unknown>): ReviewSearch => ({
    ...(reviewTabs.some((known) => known === tab) ? { tab: tab as ReviewTab } : {}),
    ...(typeof post === "string" ? { post } : {}),
  }),
}).lazy(() => import("./Review.tsx").then(({ reviewLazyRoute }) => reviewLazyRoute));

/** Where a client's link leads. Its secret stands behind the #, where it reaches no log. */
export const clientReviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/client-review",
}).lazy(() => import("./ClientReview.tsx").then(({ clientReviewLazyRoute }) => clientReviewLazyRoute));
