import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import type { Monitor } from "../../api/workspace.ts";

export interface MonitorInput {
  name: string;
  kind: Monitor["kind"];
  query: string;
  sources: "all" | string[];
}

export function useSaveMonitor(id: string | null) {
  return useChange([["monitors"]], (body: MonitorInput) =>
    id === null
      ? ask(api.POST("/api/v1/monitors", { body }))
      : ask(api.PATCH("/api/v1/monitors/{id}", { params: { path: { id } }, body })),
  );
}

export function useRemoveMonitor() {
  return useChange([["monitors"]], (id: string) =>
    ask(api.DELETE("/api/v1/monitors/{id}", { params: { path: { id } } })),
  );
}

export const previewDays = 30;
const samples = 3;

/** How many of the mentions of the last days a query finds, and the newest of them. */
export const pastQuery = (q: string, from: string) =>
  queryOptions({
    queryKey: ["mentions", "past", q, from],
    queryFn: async ({ signal }) => {
      const [counted, found] = await Promise.all([
        ask(api.GET("/api/v1/mentions/count", { params: { query: { q, from } }, signal })),
        ask(api.GET("/api/v1/mentions", { params: { query: { q, from, limit: samples } }, signal })),
      ]);
      return { ...counted, texts: found.items.map(({ id, text }) => ({ id, text })) };
    },
    placeholderData: keepPreviousData,
  });

/** Which of some texts a query matches, as listening would. */
export const textsQuery = (query: string, texts: readonly string[]) =>
  queryOptions({
    queryKey: ["monitors", "preview", query, texts],
    queryFn: ({ signal }) =>
      ask(api.POST("/api/v1/monitors/preview", { body: { query, texts: [...texts] }, signal })),
    placeholderData: keepPreviousData,
  });
