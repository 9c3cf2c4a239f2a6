import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

/** Where a hold is lifted, with a decision for each publication that passed its time. */
export const holdRoute = createRoute({ getParentRoute: () => frameRoute, path: "/holds/$hold" }).lazy(() =>
  import("./Release.tsx").then(({ releaseLazyRoute }) => releaseLazyRoute),
);
