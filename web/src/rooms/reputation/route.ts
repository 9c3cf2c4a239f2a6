import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";
import { type ReputationSearch, readReputationSearch } from "./search.ts";

export const reputationRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/reputation",
  validateSearch: (search: Record<string, unknown>): ReputationSearch => readReputationSearch(search),
}).lazy(() => import("./Reputation.tsx").then(({ reputationLazyRoute }) => reputationLazyRoute));
