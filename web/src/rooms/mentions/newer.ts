import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useLive } from "../../api/live.ts";
import { type ListFilters, type Mention, newestQuery, showNewest } from "./queries.ts";

const newestAtMostEveryMilliseconds = 2000;

/** How many mentions have come that the list does not show, and how to show them: the list itself never jumps. */
export function useNewer(asked: ListFilters, pages: readonly { items: readonly Mention[] }[] | undefined) {
  const client = useQueryClient();
  const newest = useQuery(newestQuery(asked));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { refetch } = newest;
  const hear = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void refetch();
      void client.invalidateQueries({ queryKey: ["mentions", "count"] });
    }, newestAtMostEveryMilliseconds);
  }, [refetch, client]);
  useLive("mentions", hear);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const count = useMemo(() => {
    const known = new Set(pages?.flatMap(({ items }) => items.map(({ id }) => id)));
    // What lies behind the last one that was read is not new, only not read yet.
    const last = pages?.at(-1)?.items.at(-1)?.publishedAt ?? "";
    return (
      newest.data?.items.filter(({ id, publishedAt }) => !known.has(id) && publishedAt >= last).length ?? 0
    );
  }, [newest.data, pages]);
  return {
    count: pages ? count : 0,
    show: () => {
      if (newest.data) showNewest(client, asked, newest.data);
    },
  };
}
