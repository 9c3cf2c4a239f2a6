import { createRouter } from "@tanstack/react-router";
import { invitationRoute, newPasswordRoute } from "./entry/route.ts";
import { frameRoute, homeRoute, rootRoute } from "./frame/route.tsx";
import { alertsRoute, oneAlertRoute } from "./rooms/alerts/route.ts";
import { calendarRoute } from "./rooms/calendar/route.ts";
import { campaignsRoute } from "./rooms/campaigns/route.ts";
import { holdRoute } from "./rooms/holds/route.ts";
import { mentionsRoute } from "./rooms/mentions/route.ts";
import { profilesRoute } from "./rooms/profiles/route.ts";
import { reportsRoute } from "./rooms/reports/route.ts";
import { reputationRoute } from "./rooms/reputation/route.ts";
import { clientReviewRoute, reviewRoute } from "./rooms/review/route.ts";
import { settingsRoute } from "./rooms/settings/route.ts";
import { welcomeRoute } from "./rooms/welcome/route.ts";

const routeTree = rootRoute.addChildren([
  homeRoute,
  invitationRoute,
  newPasswordRoute,
  clientReviewRoute,
  frameRoute.addChildren([
    calendarRoute,
    reviewRoute,
    campaignsRoute,
    mentionsRoute,
    reputationRoute,
    alertsRoute,
    oneAlertRoute,
    holdRoute,
    reportsRoute,
    profilesRoute,
    settingsRoute,
    welcomeRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  // What no room reads of an address is none of its filters.
  search: { strict: true },
  scrollRestoration: true,
  defaultPendingMs: 300,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
