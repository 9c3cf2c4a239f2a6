import { createRoute } from "@tanstack/react-router";
import { frameRoute, rootRoute } from "../../frame/route.tsx";

export const reviewTabs = ["waiting", "sentBack"] as const;

interface ReviewSearch {
  tab?: (typeof reviewTabs)[number];
  /** The post that is looked at. */
  post?: string;
}

export const reviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/review",
  validateSearch: ({ tab, post }: Record<string, unknown>): ReviewSearch => ({
    ...(tab === "sentBack" ? { tab } : {}),
    ...(typeof post === "string" ? { post } : {}),
  }),
}).lazy(() => import("./Review.tsx").then(({ reviewLazyRoute }) => reviewLazyRoute));

/** Where a client's link leads. Its secret stands behind the #, where it reaches no log. */
export const clientReviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/client-review",
}).lazy(() => import("./ClientReview.tsx").then(({ clientReviewLazyRoute }) => clientReviewLazyRoute));
