import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { nextSlotsQuery } from "../../api/planning.ts";
import { useSignedIn } from "../../api/session.ts";
import { soon } from "../../shared/local-times.ts";
import type { Draft, When } from "./draft.ts";
import type { Connected } from "./measures.ts";

export interface ProfileSlots {
  profile: Connected;
  next: FreeSlot | undefined;
  coming: readonly FreeSlot[];
}
export interface FreeSlot {
  at: string;
  /** What the clock shows in the slot's zone. */
  local: string;
  timeZone: string;
}

/** When the post would go out as things stand. */
export interface Times {
  /** What was chosen, or else is proposed. */
  when: When;
  /** The next free slots of each chosen profile, the first of which `slot` takes; null: not known yet. */
  slots: ProfileSlots[] | null;
  /** Whether every chosen profile has a free slot. */
  hasSlots: boolean;
  /** What is taken when somebody asks for a date of their own. */
  proposed: Extract<When, { kind: "at" }>;
}

/** The person's choice; before there is one, the next free slot where every chosen profile has one. */
export function useTimes(draft: Draft, chosen: readonly Connected[]): Times {
  const { workspace } = useSignedIn();
  const [opened] = useState(() => Date.now());
  const found = useQueries({ queries: chosen.map(({ id }) => nextSlotsQuery(id)) });
  const isKnown = found.every(({ isPending }) => !isPending);
  const slots = isKnown
    ? chosen.map((profile, index) => {
        const coming = found[index]?.data?.items ?? [];
        return { profile, next: coming[0], coming };
      })
    : null;
  const hasSlots = slots !== null && slots.length > 0 && slots.every(({ next }) => next !== undefined);
  const proposed = { kind: "at" as const, ...soon(opened, workspace.timeZone) };
  return { when: draft.when ?? (hasSlots ? { kind: "slot" } : proposed), slots, hasSlots, proposed };
}
