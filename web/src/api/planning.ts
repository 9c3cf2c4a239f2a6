import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "./bodies.ts";
import { api, ask } from "./client.ts";
import { all } from "./workspace.ts";

/** What the calendar, the composer and the review of posts have in common. */
export type Post = Answer<"/api/v1/posts/{id}">;
export type Planning = Answer<"/api/v1/planning">;

/** When the first of its publications is to leave, in milliseconds; what has no time comes last. */
export function leavesAt({ publications }: Pick<Post, "publications">): number {
  const times = publications.flatMap(({ scheduledAt }) => (scheduledAt ? [Date.parse(scheduledAt)] : []));
  return Math.min(Number.POSITIVE_INFINITY, ...times);
}

/** Under "posts": what happens to its publications makes it stale. */
export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ["posts", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/posts/{id}", { params: { path: { id } }, signal })),
  });

export const planningQuery = queryOptions({
  queryKey: ["planning"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/planning", { signal })),
});

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/campaigns", { params: { query: all }, signal })),
});

/** When a profile would next like to publish. Under "calendar": what is planned at a slot takes it. */
export const nextSlotsQuery = (profile: string) =>
  queryOptions({
    queryKey: ["calendar", "next-slots", profile],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/profiles/{id}/slots/next", {
          params: { path: { id: profile }, query: { limit: 5 } },
          signal,
        }),
      ),
  });
