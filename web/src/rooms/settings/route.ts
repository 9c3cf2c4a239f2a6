import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const settingsRoute = createRoute({ getParentRoute: () => frameRoute, path: "/settings" }).lazy(() =>
  import("./Settings.tsx").then(({ settingsLazyRoute }) => settingsLazyRoute),
);
