import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../frame/route.tsx";

/** Where an invitation's link leads; open to whoever holds it. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitation/$token",
}).lazy(() => import("./Invitation.tsx").then(({ invitationLazyRoute }) => invitationLazyRoute));
