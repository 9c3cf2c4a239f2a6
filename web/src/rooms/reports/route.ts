import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

/** What the address says of the room: a form that is open. */
export interface ReportsSearch {
  make?: "report";
}

export const reportsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/reports",
  validateSearch: ({ make }: Record<string, unknown>): ReportsSearch => (make === "report" ? { make } : {}),
}).lazy(() => import("./Reports.tsx").then(({ reportsLazyRoute }) => reportsLazyRoute));
