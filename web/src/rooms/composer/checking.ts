import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { writtenTime } from "../../shared/local-times.ts";
import { type Draft, isWorthKeeping, type When, writtenOf } from "./draft.ts";
import { type CheckBody, checkQuery } from "./queries.ts";

const restMilliseconds = 300;

/** What the server would refuse of this draft, asked when the typing rests. @param post its id, so that it is no copy of itself */
export function useCheck(draft: Draft, when: When, post: string | null) {
  const body: CheckBody = {
    ...writtenOf(draft),
    status: "scheduled",
    ...timeOf(when),
    ...(post ? { post } : {}),
  };
  const rested = JSON.parse(useRested(JSON.stringify(body))) as CheckBody;
  return useQuery({
    ...checkQuery(rested),
    enabled: rested.profiles.length > 0 && isWorthKeeping(draft),
  });
}

/** A time as the API takes it; "now" is checked as a queue would be: without a time that passes while one writes. */
function timeOf(when: When): Pick<CheckBody, "scheduledAt" | "queue"> {
  return when.kind === "at" ? { scheduledAt: writtenTime(when) } : { queue: true };
}

function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
