import { createRootRoute, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { NotFound } from "./NotFound.tsx";
import { RoomError } from "./RoomError.tsx";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: RoomError,
});

/** What stays in the address over every room. */
export interface FrameSearch {
  /** The composer beside the room: "new", or the id of a post. */
  compose?: string;
  /** For a new post: the instant it is meant for, such as the slot that was chosen in the calendar. */
  at?: string;
}

/** All that is seen only signed in. Rooms are its children. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "frame",
  validateSearch: ({ compose, at }: Record<string, unknown>): FrameSearch => ({
    ...(typeof compose === "string" ? { compose } : {}),
    ...(typeof at === "string" && !Number.isNaN(Date.parse(at)) ? { at } : {}),
  }),
}).lazy(() => import("./Frame.tsx").then(({ frameLazyRoute }) => frameLazyRoute));

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/calendar", replace: true });
  },
});
