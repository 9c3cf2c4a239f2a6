import type { Label } from "./search.ts";

/** Sign beside each label: never colour alone. */
export const signs = { negative: "▼", neutral: "●", positive: "▲" } as const satisfies Record<Label, string>;
