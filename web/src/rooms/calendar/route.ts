import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const calendarRoute = createRoute({ getParentRoute: () => frameRoute, path: "/calendar" }).lazy(() =>
  import("./Calendar.tsx").then(({ calendarLazyRoute }) => calendarLazyRoute),
);
