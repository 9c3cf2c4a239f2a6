import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../frame/route.tsx";

/** Where an invitation's link leads. Its secret stands behind the #, where it reaches no log. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitation",
}).lazy(() => import("./Invitation.tsx").then(({ invitationLazyRoute }) => invitationLazyRoute));

/** Where a link for a new password leads. */
export const newPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new-password",
}).lazy(() => import("./NewPassword.tsx").then(({ newPasswordLazyRoute }) => newPasswordLazyRoute));
