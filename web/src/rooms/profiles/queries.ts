import { queryOptions, useMutation } from "@tanstack/react-query";
import type { Answer, PatchBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { sourcesQuery } from "../../api/workspace.ts";
import type { Slot } from "./slots.ts";

/** Polls are not live events: their health is read again while it is looked at. */
export const watchedSourcesQuery = queryOptions({ ...sourcesQuery, refetchInterval: 15_000 });

/** How much each profile is used. Under "profiles": their slots are changed with them. */
export const usageQuery = queryOptions({
  queryKey: ["profiles", "usage"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/profiles/usage", { signal })),
  refetchInterval: 60_000,
});
export type Usage = Answer<"/api/v1/profiles/usage">;

export interface NewProfile {
  network: string;
  credentials: Record<string, string>;
  settings?: { baseUrl: string };
}

export function useConnectProfile() {
  return useChange([["profiles"]], (body: NewProfile) => ask(api.POST("/api/v1/profiles", { body })));
}

export interface SignInStart {
  network: string;
  profile?: string;
  settings?: { baseUrl: string };
}

/** Begins to connect on the network's own page; what is stored changes only when the person comes back from it. */
export function useBeginSignIn() {
  return useMutation({
    mutationFn: ({ network, ...body }: SignInStart) =>
      ask(api.POST("/api/v1/oauth/{network}/start", { params: { path: { network } }, body })),
  });
}

export function useVerifyProfile() {
  return useChange([["profiles"]], (id: string) =>
    ask(api.POST("/api/v1/profiles/{id}/verify", { params: { path: { id } } })),
  );
}

export function useDisconnectProfile() {
  return useChange([["profiles"]], (id: string) =>
    ask(api.DELETE("/api/v1/profiles/{id}", { params: { path: { id } } })),
  );
}

/** Under "calendar": the slots drawn there follow. */
export const slotsQuery = (profile: string) =>
  queryOptions({
    queryKey: ["calendar", "slots", profile],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/profiles/{id}/slots", { params: { path: { id: profile } }, signal })),
    staleTime: 0,
  });

/** What Vigie knows of a profile, then its slots, which are read in its zone. */
export function useChangeProfile() {
  return useChange(
    [["profiles"], ["calendar"], ["posts"]],
    async (change: { id: string; profile: PatchBody<"/api/v1/profiles/{id}">; slots: Slot[] }) => {
      const params = { path: { id: change.id } };
      await ask(api.PATCH("/api/v1/profiles/{id}", { params, body: change.profile }));
      return ask(api.PUT("/api/v1/profiles/{id}/slots", { params, body: { items: change.slots } }));
    },
  );
}

/** How many publications wait for a profile that cannot publish now; a hundred stands for more. */
export const waitingForQuery = (profile: string) =>
  queryOptions({
    queryKey: ["publications", "waiting-for", profile],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/publications", {
          params: { query: { profile, state: "scheduled", limit: 100 } },
          signal,
        }),
      ),
  });

export interface NewSource {
  network: string;
  mode: "feed" | "search" | "stream" | "replies";
  settings: Record<string, unknown>;
  profile?: string;
}

export function useAddSource() {
  return useChange([["sources"]], (body: NewSource) => ask(api.POST("/api/v1/sources", { body })));
}

export function usePauseSource() {
  return useChange([["sources"], ["source"]], ({ id, paused }: { id: string; paused: boolean }) =>
    ask(api.PATCH("/api/v1/sources/{id}", { params: { path: { id } }, body: { paused } })),
  );
}

/** Not under "sources": one that was removed is not asked for again. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["source", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/sources/{id}", { params: { path: { id } }, signal })),
    refetchInterval: 15_000,
  });

export function useRemoveSource() {
  return useChange([["sources"]], (id: string) =>
    ask(api.DELETE("/api/v1/sources/{id}", { params: { path: { id } } })),
  );
}
