import { createRoute } from "@tanstack/react-router";
import { frameRoute } from "../../frame/route.tsx";
import { type MentionsSearch, readMentionsSearch } from "./search.ts";

export const mentionsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/mentions",
  validateSearch: (search: Record<string, unknown>): MentionsSearch => readMentionsSearch(search),
}).lazy(() => import("./Mentions.tsx").then(({ mentionsLazyRoute }) => mentionsLazyRoute));
