import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";
import { type Step, steps } from "./steps.ts";

/** From nothing to a scheduled post and a running monitor; `step`: the one looked at, else the first that is not done. */
export const welcomeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/welcome",
  validateSearch: ({ step }: Record<string, unknown>): { step?: Step } => {
    const known = steps.find((name) => name === step);
    return known ? { step: known } : {};
  },
}).lazy(() => import("./Welcome.tsx").then(({ welcomeLazyRoute }) => welcomeLazyRoute));
