import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const alertsRoute = createRoute({ getParentRoute: () => frameRoute, path: "/alerts" }).lazy(() =>
  import("./Alerts.tsx").then(({ alertsLazyRoute }) => alertsLazyRoute),
);
