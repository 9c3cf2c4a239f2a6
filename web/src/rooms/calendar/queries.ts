import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Answer } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { leavesAt, type Post } from "../../api/planning.ts";
import type { CalendarAnswer } from "./model.ts";
import type { Need } from "./route.ts";

export type Publication = Post["publications"][number];
export type Attempt = Answer<"/api/v1/publications/{id}">["attempts"][number];

/** An instant, or what the clock shows in a zone. */
export type WantedTime = string | { local: string; timeZone: string };

/** Of answers for a period; under "calendar" are also other things that live events make stale. */
const periodKey = ["calendar", "period"] as const;

/** What is planned from one instant to another; what was shown before stays until it is there. */
export const calendarQuery = (from: number, to: number, zone: string) => {
  const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), tz: zone };
  return queryOptions({
    queryKey: [...periodKey, query],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/calendar", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const publicationQuery = (id: string) =>
  queryOptions({
    queryKey: ["publications", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/publications/{id}", { params: { path: { id } }, signal })),
  });

const mostInTray = 100;

/** Drafts that have no time yet. */
export const trayQuery = queryOptions({
  queryKey: ["posts", "unscheduled"],
  queryFn: ({ signal }) => {
    const query = { unscheduled: "true", status: "draft", limit: mostInTray } as const;
    return ask(api.GET("/api/v1/posts", { params: { query }, signal }));
  },
});

const needDays = 30;
export const mostNeeded = 200;

/** What wants a person: one publication, or a whole post that waits for approval. */
export interface Needed {
  id: string;
  post: string;
  /** Null: not told apart from its post's. */
  text: string | null;
  publications: Publication[];
}

/** What a person must look at, of the last 30 days and all that is to come: the same list for its number and its rows. */
export const needQuery = (need: Need, today: string) => {
  const from = new Date(Date.parse(today) - needDays * 86_400_000).toISOString();
  return queryOptions({
    queryKey: ["publications", "need", need, today],
    queryFn: async ({ signal }): Promise<Needed[]> => {
      if (need === "approval") {
        const query = { review: "waiting", limit: mostNeeded } as const;
        const { items } = await ask(api.GET("/api/v1/posts", { params: { query }, signal }));
        const posts = items.map(({ id, text, publications }) => ({ id, post: id, text, publications }));
        return posts.sort((one, other) => leavesAt(one) - leavesAt(other));
      }
      const query = { state: need, from, limit: mostNeeded };
      const { items } = await ask(api.GET("/api/v1/publications", { params: { query }, signal }));
      return items.map((one) => ({ id: one.id, post: one.post, text: null, publications: [one] }));
    },
  });
};

export interface Moved {
  id: string;
  version: number;
  scheduledAt: WantedTime;
}

/** Gives publications other times, all or none; they are seen there at once. */
export function useMovePublications() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (moves: readonly { move: Moved; at: number }[]) =>
      ask(api.PATCH("/api/v1/publications", { body: { moves: moves.map(({ move }) => move) } })),
    onMutate: async (moves) => {
      await client.cancelQueries({ queryKey: periodKey });
      const before = client.getQueriesData<CalendarAnswer>({ queryKey: periodKey });
      const times = new Map(moves.map(({ move, at }) => [move.id, new Date(at).toISOString()]));
      client.setQueriesData<CalendarAnswer>({ queryKey: periodKey }, (seen) => seen && retimed(seen, times));
      return { before };
    },
    onError: (_error, _moves, context) => {
      for (const [key, seen] of context?.before ?? []) client.setQueryData(key, seen);
    },
    onSettled: () => staleAll(client),
  });
}

function retimed(seen: CalendarAnswer, times: ReadonlyMap<string, string>): CalendarAnswer {
  return {
    ...seen,
    publications: seen.publications.map((publication) => {
      const scheduledAt = times.get(publication.id);
      if (!scheduledAt) return publication;
      const state = publication.state === "draft" ? "draft" : "scheduled";
      return { ...publication, scheduledAt, state, localTime: null };
    }),
  };
}

const path = (id: string) => ({ params: { path: { id } } });

/** What can be done to a post or to one of its publications. */
export type Deed =
  | { kind: "publish-now" | "cancel" | "duplicate" | "submit" | "remove"; post: string }
  | { kind: "retry"; publication: string }
  | {
      kind: "resolve";
      publication: string;
      as: "published" | "send-again" | "not-published";
      url: string | null;
    };

export function useDeed() {
  const client = useQueryClient();
  return useMutation({ mutationFn: doDeed, onSettled: () => staleAll(client) });
}

async function doDeed(deed: Deed): Promise<unknown> {
  switch (deed.kind) {
    case "publish-now":
      return ask(api.POST("/api/v1/posts/{id}/publish-now", path(deed.post)));
    case "cancel":
      return ask(api.POST("/api/v1/posts/{id}/cancel", path(deed.post)));
    case "duplicate":
      return ask(api.POST("/api/v1/posts/{id}/duplicate", path(deed.post)));
    case "submit":
      return ask(api.POST("/api/v1/posts/{id}/submit", path(deed.post)));
    case "remove":
      return ask(api.DELETE("/api/v1/posts/{id}", path(deed.post)));
    case "retry":
      return ask(api.POST("/api/v1/publications/{id}/retry", path(deed.publication)));
    case "resolve": {
      const body =
        deed.as === "published"
          ? { outcome: "published" as const, remoteUrl: deed.url, remoteId: null }
          : { outcome: "not-published" as const, retry: deed.as === "send-again" };
      return ask(api.POST("/api/v1/publications/{id}/resolve", { ...path(deed.publication), body }));
    }
  }
}

function staleAll(client: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all(
    ["calendar", "posts", "publications"].map((key) => client.invalidateQueries({ queryKey: [key] })),
  );
}
