import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer, DeleteBody, PostAnswer, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";

export type HoldDetail = Answer<"/api/v1/holds/{id}">;
export type Outcome = PostAnswer<"/api/v1/holds/{id}/preview">["items"][number];
export type Decision = NonNullable<NonNullable<DeleteBody<"/api/v1/holds/{id}">>["decisions"]>[string];

const longestDays = 100;
const dayMilliseconds = 86_400_000;

export const holdsQuery = queryOptions({
  queryKey: ["holds", "in-force"],
  queryFn: ({ signal }) =>
    ask(api.GET("/api/v1/holds", { params: { query: { inForce: "true", limit: 50 } }, signal })),
});

export const holdQuery = (id: string) =>
  queryOptions({
    queryKey: ["holds", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/holds/{id}", { params: { path: { id } }, signal })),
  });

/** All that is scheduled within the time that a calendar shows at once, the soonest first. */
export const plannedQuery = queryOptions({
  // Under "calendar", so that it is read again whenever a publication moves.
  queryKey: ["calendar", "planned"],
  queryFn: async ({ signal }) => {
    const from = new Date();
    const to = new Date(from.getTime() + longestDays * dayMilliseconds);
    const query = { from: from.toISOString(), to: to.toISOString() };
    const { publications } = await ask(api.GET("/api/v1/calendar", { params: { query }, signal }));
    return publications
      .filter(({ state }) => state === "scheduled")
      .sort((a, b) => String(a.scheduledAt).localeCompare(String(b.scheduledAt)));
  },
});

/** What lifting it so would lead to. @param decisions null: not all is said yet */
export const previewQuery = (id: string, decisions: Record<string, Decision> | null) =>
  queryOptions({
    queryKey: ["holds", "preview", id, decisions],
    queryFn: ({ signal }) =>
      ask(
        api.POST("/api/v1/holds/{id}/preview", {
          params: { path: { id } },
          body: { decisions: decisions ?? {} },
          signal,
        }),
      ),
    enabled: decisions !== null,
    placeholderData: keepPreviousData,
    // What is wrong with it is wrong again.
    retry: false,
  });

const holdKeys = [["holds"], ["calendar"], ["publications"], ["posts"]];

export const usePlaceHold = () =>
  useChange(holdKeys, (body: PostBody<"/api/v1/holds">) => ask(api.POST("/api/v1/holds", { body })));
export const useLiftHold = () =>
  useChange(holdKeys, ({ id, decisions }: { id: string; decisions: Record<string, Decision> }) =>
    ask(api.DELETE("/api/v1/holds/{id}", { params: { path: { id } }, body: { decisions } })),
  );
