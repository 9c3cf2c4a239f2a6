import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import type { paths } from "../../generated/api.ts";

type Rules = paths["/api/v1/sentiment-rules"];
type RuleInput = Rules["post"]["requestBody"]["content"]["application/json"];
export type OwnWord = Rules["get"]["responses"][200]["content"]["application/json"]["items"][number];

/** Whatever depends on the words of a workspace. */
const key = ["sentiment-rules"] as const;

export const ownWordsQuery = infiniteQueryOptions({
  queryKey: [...key, "list"],
  queryFn: ({ signal, pageParam }) =>
    ask(
      api.GET("/api/v1/sentiment-rules", {
        params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});
export const learnedQuery = queryOptions({
  queryKey: [...key, "learned"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/sentiment-rules/learned", { signal })),
});
export const tryTextQuery = (text: string) =>
  queryOptions({
    queryKey: [...key, "preview", text],
    queryFn: ({ signal }) => ask(api.POST("/api/v1/sentiment-rules/preview", { body: { text }, signal })),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
  });

export const useWeighWord = () =>
  useChange([key], (body: RuleInput) => ask(api.POST("/api/v1/sentiment-rules", { body })));
export const useForgetWord = () =>
  useChange([key], (id: string) =>
    ask(api.DELETE("/api/v1/sentiment-rules/{id}", { params: { path: { id } } })),
  );
