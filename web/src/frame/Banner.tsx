import { useLiveState } from "../api/live.ts";
import { useWords } from "../messages/language.tsx";
import { Icon } from "../shared/Icon.tsx";
import classes from "./frame.module.css";

/** One sentence over every room at most, the weightiest first: so far, that the line is lost. */
export function Banner() {
  const t = useWords();
  const isLost = useLiveState() === "lost";
  return (
    <div role="status" aria-live="polite">
      {isLost && (
        <div className={classes.banner}>
          <Icon name="wifi-off" />
          {t("frame.reconnecting")}
        </div>
      )}
    </div>
  );
}
