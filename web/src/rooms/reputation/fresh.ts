import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useLive } from "../../api/live.ts";

const freshAtMostEveryMilliseconds = 5000;

/** Figures are read again when mentions come, at most every some seconds. */
export function useFreshFigures(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hear = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: ["reputation"] });
    }, freshAtMostEveryMilliseconds);
  }, [client]);
  useLive("mentions", hear);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
}
