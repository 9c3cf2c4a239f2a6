import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useLiveState } from "../api/live.ts";
import { useSignedIn } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { holdsQuery } from "../rooms/holds/queries.ts";
import { Icon } from "../shared/Icon.tsx";
import classes from "./frame.module.css";

/** One sentence over every room at most, the weightiest first: that publications are held, that the line is lost, that this is the demo. */
export function Banner() {
  const t = useWords();
  const { workspace } = useSignedIn();
  const isLost = useLiveState() === "lost";
  const holds = useQuery(holdsQuery);
  const [hold, ...others] = holds.data?.items ?? [];
  return (
    <div role="status" aria-live="polite" className={classes.over} ref={tellHeight}>
      {hold ? (
        <div className={classes.held}>
          <Icon name="hand-stop" />
          <span>
            {others.length === 0
              ? t("holds.banner", { reason: hold.reason })
              : t("holds.bannerMore", { reason: hold.reason, count: others.length })}
          </span>
          <Link to="/holds/$hold" params={{ hold: hold.id }}>
            {t("holds.release")}
          </Link>
        </div>
      ) : isLost ? (
        <div className={classes.banner}>
          <Icon name="wifi-off" />
          {t("frame.reconnecting")}
        </div>
      ) : (
        workspace.isDemo && (
          <div className={classes.demo}>
            <span>
              <b>{t("frame.demo")}</b> {t("frame.demoLead")}
            </span>
            {workspace.role === "owner" && (
              <Link to="/settings" search={{ part: "data" }} hash="demo">
                {t("frame.demoRemove")}
              </Link>
            )}
          </div>
        )
      )}
    </div>
  );
}

/** To the styles: it comes, goes and wraps. */
function tellHeight(banner: HTMLElement | null) {
  if (!banner) return undefined;
  const page = document.documentElement.style;
  const observer = new ResizeObserver(() => page.setProperty("--banner-height", `${banner.offsetHeight}px`));
  observer.observe(banner);
  return () => {
    observer.disconnect();
    page.removeProperty("--banner-height");
  };
}
