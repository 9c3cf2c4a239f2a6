import type { Profile, Source } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { useNow } from "../../shared/now.ts";
import { accessEnd } from "./access-end.ts";
import classes from "./profiles.module.css";

/** One line: what works, what will not for long, what does not. */
export function Health({ profiles, sources }: { profiles: readonly Profile[]; sources: readonly Source[] }) {
  const t = useWords();
  const well = profiles.filter(({ state }) => state === "connected").length;
  const broken = profiles.length - well;
  const now = useNow(60_000);
  const ending = profiles.filter(
    ({ state, accessEndsAt }) => state === "connected" && accessEnd(accessEndsAt, now) === "soon",
  ).length;
  const failing = sources.filter(({ state }) => state === "failing" || state === "refused").length;
  if (profiles.length + sources.length === 0) return null;
  return (
    <div className={classes.health} role="status">
      {well > 0 && (
        <Chip tone="state-published" icon="circle-check" text={t("profiles.well", { count: well })} />
      )}
      {ending > 0 && (
        <Chip tone="warning" icon="clock-hour-4" text={t("profiles.ending", { count: ending })} />
      )}
      {broken > 0 && (
        <Chip tone="critical" icon="plug-connected-x" text={t("profiles.broken", { count: broken })} />
      )}
      {failing > 0 && (
        <Chip tone="warning" icon="alert-triangle" text={t("profiles.failing", { count: failing })} />
      )}
    </div>
  );
}
