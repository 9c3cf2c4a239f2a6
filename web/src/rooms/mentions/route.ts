import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const mentionsRoute = createRoute({ getParentRoute: () => frameRoute, path: "/mentions" }).lazy(() =>
  import("./Mentions.tsx").then(({ mentionsLazyRoute }) => mentionsLazyRoute),
);
