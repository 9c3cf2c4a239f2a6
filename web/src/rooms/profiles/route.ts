import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const profileTabs = ["profiles", "sources", "health"] as const;
export type ProfileTab = (typeof profileTabs)[number];

/** How a visit of a network's page ended, as the API leads back here. */
export const signInEndings = [
  "connected",
  "denied",
  "expired",
  "signed-out",
  "not-allowed",
  "other-account",
  "refused",
  "unreachable",
] as const;
export type SignInEnding = (typeof signInEndings)[number];

/** What the address says of the room; what it does not know is left out. */
export interface ProfilesSearch {
  tab?: ProfileTab;
  signIn?: SignInEnding;
  /** The profile that the sign-in was about. */
  profile?: string;
}

export const profilesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/profiles",
  validateSearch: ({ tab, signIn, profile }: Record<string, unknown>): ProfilesSearch => {
    const known = profileTabs.find((name) => name === tab);
    const ending = signInEndings.find((name) => name === signIn);
    return {
      ...(known ? { tab: known } : {}),
      ...(ending ? { signIn: ending } : {}),
      ...(ending && typeof profile === "string" ? { profile } : {}),
    };
  },
}).lazy(() => import("./Profiles.tsx").then(({ profilesLazyRoute }) => profilesLazyRoute));
