import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

interface CampaignsSearch {
  /** The campaign whose results are looked at. */
  campaign?: string;
}

export const campaignsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/campaigns",
  validateSearch: ({ campaign }: Record<string, unknown>): CampaignsSearch =>
    typeof campaign === "string" ? { campaign } : {},
}).lazy(() => import("./Campaigns.tsx").then(({ campaignsLazyRoute }) => campaignsLazyRoute));
