import { createRoute, redirect } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const alertTabs = ["firing", "acknowledged", "resolved", "rules"] as const;
export type AlertTab = (typeof alertTabs)[number];

/** What the address says of the room; what it does not know is left out. */
export interface AlertsSearch {
  tab?: AlertTab;
  /** The id of the alert that is read. */
  alert?: string;
}

export const alertsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/alerts",
  validateSearch: ({ tab, alert }: Record<string, unknown>): AlertsSearch => {
    const known = alertTabs.find((name) => name === tab);
    return { ...(known ? { tab: known } : {}), ...(typeof alert === "string" ? { alert } : {}) };
  },
}).lazy(() => import("./Alerts.tsx").then(({ alertsLazyRoute }) => alertsLazyRoute));

/** The address that alerts are told with, on every channel. */
export const oneAlertRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/alerts/$alert",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/alerts", search: { alert: params.alert }, replace: true });
  },
});
