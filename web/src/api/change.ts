import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

/** A change after which what was read under `keys` is read again, whether it worked or not. */
export function useChange<Input, Output>(
  keys: readonly QueryKey[],
  change: (input: Input) => Promise<Output>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
