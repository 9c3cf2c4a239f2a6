import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const reputationRoute = createRoute({ getParentRoute: () => frameRoute, path: "/reputation" }).lazy(
  () => import("./Reputation.tsx").then(({ reputationLazyRoute }) => reputationLazyRoute),
);
