import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const profileTabs = ["profiles", "sources", "health"] as const;
export type ProfileTab = (typeof profileTabs)[number];

/** What the address says of the room; what it does not know is left out. */
export interface ProfilesSearch {
  tab?: ProfileTab;
}

export const profilesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/profiles",
  validateSearch: ({ tab }: Record<string, unknown>): ProfilesSearch => {
    const known = profileTabs.find((name) => name === tab);
    return known ? { tab: known } : {};
  },
}).lazy(() => import("./Profiles.tsx").then(({ profilesLazyRoute }) => profilesLazyRoute));
