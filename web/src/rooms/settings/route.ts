import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";

export const settingsParts = [
  "me",
  "people",
  "workspace",
  "channels",
  "words",
  "keys",
  "data",
  "audit",
] as const;
export type SettingsPart = (typeof settingsParts)[number];

/** What the address says of the room; what it does not know is left out. */
export interface SettingsSearch {
  part?: SettingsPart;
}

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/settings",
  validateSearch: ({ part }: Record<string, unknown>): SettingsSearch => {
    const known = settingsParts.find((name) => name === part);
    return known ? { part: known } : {};
  },
}).lazy(() => import("./Settings.tsx").then(({ settingsLazyRoute }) => settingsLazyRoute));
