import { queryOptions, useMutation } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { sourcesQuery } from "../../api/workspace.ts";

/** Polls are not live events: their health is read again while it is looked at. */
export const watchedSourcesQuery = queryOptions({ ...sourcesQuery, refetchInterval: 15_000 });

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
  return useChange([["sources"]], ({ id, paused }: { id: string; paused: boolean }) =>
    ask(api.PATCH("/api/v1/sources/{id}", { params: { path: { id } }, body: { paused } })),
  );
}

export function useRemoveSource() {
  return useChange([["sources"]], (id: string) =>
    ask(api.DELETE("/api/v1/sources/{id}", { params: { path: { id } } })),
  );
}
