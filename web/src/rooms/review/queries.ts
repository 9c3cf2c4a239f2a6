import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Answer } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { leavesAt, type Post } from "../../api/planning.ts";
import type { ReviewTab } from "./route.ts";

export type ReviewState = Answer<"/api/v1/posts/{id}/review">;

const mostListed = 200;

const listed = {
  waiting: { waitsFor: "me" },
  asked: { review: "waiting", askedBy: "me" },
  sentBack: { review: "sentBack" },
} as const satisfies Record<ReviewTab, object>;

/** Under "posts": what happens to their publications makes them stale. What leaves soonest comes first. */
export const reviewPostsQuery = (tab: ReviewTab) =>
  queryOptions({
    queryKey: ["posts", "review", tab],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/posts", { params: { query: { ...listed[tab], limit: mostListed } }, signal })),
    select: ({ items }) => [...items].sort((a, b) => leavesAt(a) - leavesAt(b)),
  });

export const reviewStateQuery = (id: string) =>
  queryOptions({
    queryKey: ["posts", id, "review"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/posts/{id}/review", { params: { path: { id } }, signal })),
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["posts", id, "comments"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/posts/{id}/comments", { params: { path: { id } }, signal })),
  });

export type Verdict = { verdict: "approve" } | { verdict: "send-back"; reason: string };

/** A decision on the version that was looked at. The list is right at once; the server has the last word. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ post, ...said }: { post: Post } & Verdict) => {
      const params = { path: { id: post.id } };
      const { version } = post;
      return said.verdict === "approve"
        ? ask(api.POST("/api/v1/posts/{id}/approve", { params, body: { version } }))
        : ask(api.POST("/api/v1/posts/{id}/reject", { params, body: { version, reason: said.reason } }));
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["posts"] });
      void client.invalidateQueries({ queryKey: ["calendar"] });
    },
  });
}

export function useComment(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; forClient: boolean }) =>
      ask(api.POST("/api/v1/posts/{id}/comments", { params: { path: { id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ["posts", id, "comments"] }),
  });
}

export function useClientLink() {
  return useMutation({
    mutationFn: (body: { name: string; posts: string[]; days: number }) =>
      ask(api.POST("/api/v1/review-links", { body })),
  });
}
