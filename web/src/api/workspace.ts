import { queryOptions } from "@tanstack/react-query";
import type { Item } from "./bodies.ts";
import { api, ask } from "./client.ts";

/** What a workspace consists of: read once, shown in many rooms. */
export type Profile = Item<"/api/v1/profiles">;
export type Network = Item<"/api/v1/networks">;
export type Source = Item<"/api/v1/sources">;
export type Monitor = Item<"/api/v1/monitors">;
export type Channel = Item<"/api/v1/channels">;
export type Member = Item<"/api/v1/members">;

/** A workspace has tens of each: one page holds them all. */
export const all = { limit: 200 };

export const profilesQuery = queryOptions({
  queryKey: ["profiles"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/profiles", { params: { query: all }, signal })),
});

export const networksQuery = queryOptions({
  queryKey: ["networks"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/networks", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/sources", { params: { query: all }, signal })),
});

export const monitorsQuery = queryOptions({
  queryKey: ["monitors"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/monitors", { params: { query: all }, signal })),
});

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/channels", { params: { query: all }, signal })),
});

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/members", { params: { query: all }, signal })),
});
