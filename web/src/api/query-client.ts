import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem.ts";

const mostRetries = 2;

/** What was read from the server. Live events and changes mark what is stale; a refusal is not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < mostRetries && mayPass(error),
    },
    mutations: { retry: false },
  },
});

/** No answer, or a fault of the server: another try may have an answer. */
function mayPass(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status >= 500);
}
