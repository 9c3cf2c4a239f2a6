import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const reviewRoute = createRoute({ getParentRoute: () => frameRoute, path: "/review" }).lazy(() =>
  import("./Review.tsx").then(({ reviewLazyRoute }) => reviewLazyRoute),
);
