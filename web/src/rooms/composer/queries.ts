import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer, PostAnswer, PostBody } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";

export type Media = Answer<"/api/v1/media/{id}">;
export type CheckBody = PostBody<"/api/v1/posts/validate">;
export type Check = PostAnswer<"/api/v1/posts/validate">;

const never = Number.POSITIVE_INFINITY;

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

/** @param body of POST /posts/validate; the last answer stays until the next one is there */
export const checkQuery = (body: CheckBody) =>
  queryOptions({
    queryKey: ["check", body],
    queryFn: ({ signal }) => ask(api.POST("/api/v1/posts/validate", { body, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

export const contentOf = (media: string): string => `/api/v1/media/${media}/content`;
