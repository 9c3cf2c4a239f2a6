import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client.ts";

const mostCounted = 100;

/** How many alerts are firing: what the bell and the menu say. */
export function useFiringCount(): number {
  const { data } = useQuery({
    queryKey: ["alerts", "firing-count"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/alerts", { params: { query: { state: "firing", limit: mostCounted } }, signal })),
  });
  return data?.items.length ?? 0;
}
