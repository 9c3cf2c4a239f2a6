import { useRef } from "react";

/** A value as it was when `of` last changed in what it says. */
export function useSteady<T>(value: T, of: object): T {
  const key = JSON.stringify({ ...of, open: undefined, monitors: undefined });
  const kept = useRef({ key, value });
  if (kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}
