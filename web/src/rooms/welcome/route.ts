import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

/** From nothing to a scheduled post and a running monitor. */
export const welcomeRoute = createRoute({ getParentRoute: () => frameRoute, path: "/welcome" }).lazy(() =>
  import("./Welcome.tsx").then(({ welcomeLazyRoute }) => welcomeLazyRoute),
);
