import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const mostCounted = 100;

/** How many posts wait for one's own approval: nobody who may not approve has to do anything about them. */
export function useWaitingCount(): number {
  const mayApprove = useMay("approve");
  const { data } = useQuery({
    queryKey: ["posts", "waiting-count"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/posts", { params: { query: { waitsFor: "me", limit: mostCounted } }, signal })),
    enabled: mayApprove,
  });
  return data?.items.length ?? 0;
}

/** How many alerts are firing: what the bell and the menu say. */
export function useFiringCount(): number {
  const { data } = useQuery({
    queryKey: ["alerts", "firing-count"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/alerts", { params: { query: { state: "firing", limit: mostCounted } }, signal })),
  });
  return data?.items.length ?? 0;
}
