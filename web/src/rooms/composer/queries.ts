import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../../api/client.ts";
import type { paths } from "../../generated/api.ts";

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Item<T> = T extends { items: (infer One)[] } ? One : never;
export type Profile = Item<Json<paths["/api/v1/profiles"]["get"]["responses"][200]>>;
export type Media = Json<paths["/api/v1/media/{id}"]["get"]["responses"][200]>;
export type CheckBody = NonNullable<Json<paths["/api/v1/posts/validate"]["post"]["requestBody"]>>;
export type Check = Json<paths["/api/v1/posts/validate"]["post"]["responses"][200]>;

/** A workspace has tens of these: one page holds them all. */
const all = { limit: 200 };
const never = Number.POSITIVE_INFINITY;

export const profilesQuery = queryOptions({
  queryKey: ["profiles"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/profiles", { params: { query: all }, signal })),
});

export const networksQuery = queryOptions({
  queryKey: ["networks"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/networks", { signal })),
  staleTime: never,
});

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/campaigns", { params: { query: all }, signal })),
});

export const planningQuery = queryOptions({
  queryKey: ["planning"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/planning", { signal })),
});

/** Under "posts": what happens to its publications makes it stale. */
export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ["posts", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/posts/{id}", { params: { path: { id } }, signal })),
  });

export const mediaQuery = (id: string) =>
  queryOptions({
    queryKey: ["media", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/media/{id}", { params: { path: { id } }, signal })),
    staleTime: never,
  });

export const libraryQuery = queryOptions({
  queryKey: ["media", "library"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/media", { params: { query: { limit: 60 } }, signal })),
});

/** Under "calendar": a slot is taken as soon as something is planned at it. */
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

/** @param body of POST /posts/validate; the last answer stays until the next one is there */
export const checkQuery = (body: CheckBody) =>
  queryOptions({
    queryKey: ["check", body],
    queryFn: ({ signal }) => ask(api.POST("/api/v1/posts/validate", { body, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** Uploads one image. The form is sent as it is: the browser writes the boundary between its parts. */
export function upload(file: File): Promise<Media> {
  const form = new FormData();
  form.append("file", file);
  return ask(
    api.POST("/api/v1/media", { body: form as never, bodySerializer: (body: unknown) => body as FormData }),
  );
}

export const contentOf = (media: string): string => `/api/v1/media/${media}/content`;
