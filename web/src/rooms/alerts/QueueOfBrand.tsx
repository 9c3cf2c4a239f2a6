import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { type Monitor, profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Card } from "../../shared/Room.tsx";
import { HoldDialog } from "../holds/HoldDialog.tsx";
import { holdsQuery, plannedQuery } from "../holds/queries.ts";
import { useLetters } from "./AlertActions.tsx";
import classes from "./alerts.module.css";
import type { AlertDetail } from "./queries.ts";
import { useAlertTime } from "./words.ts";

/** What would go out while opinion turns, and the way to stop it (H). */
export function QueueOfBrand({ alert, monitor }: { alert: AlertDetail; monitor: Monitor }) {
  const t = useWords();
  const timeOf = useAlertTime();
  const mayHold = useMay("hold");
  const [isAsking, setAsking] = useState(false);
  const planned = useQuery(plannedQuery);
  const profiles = useQuery(profilesQuery);
  const holds = useQuery(holdsQuery);
  const speaking = new Set(
    profiles.data?.items.filter(({ brand }) => brand === monitor.id).map(({ id }) => id),
  );
  // A brand that no profile speaks for has no queue of its own: the workspace's is shown.
  const own = planned.data?.filter(({ profile }) => speaking.size === 0 || speaking.has(profile)) ?? [];
  const hold = holds.data?.items.find(({ alert: of, brand }) => of === alert.id || brand === monitor.id);
  useLetters({ h: mayHold && !hold ? () => setAsking(true) : null });
  return (
    <Card label={t("alerts.queue")}>
      <div className={classes.queue}>
        {hold ? (
          <>
            <Icon name="hand-stop" />
            <span>{t("alerts.heldBy", { reason: hold.reason })}</span>
            {mayHold && (
              <Link to="/holds/$hold" params={{ hold: hold.id }}>
                {t("holds.release")}
              </Link>
            )}
          </>
        ) : (
          <>
            <Icon name="calendar-event" />
            <span>
              {/* Before the answer is there, "nothing is scheduled" would be a guess. */}
              {planned.data && profiles.data
                ? t("alerts.queueText", {
                    count: own.length,
                    at: own[0]?.scheduledAt ? timeOf(own[0].scheduledAt) : "",
                  })
                : t("common.loading")}
            </span>
            {mayHold ? (
              <Button
                variant="default"
                className={classes.stop}
                leftSection={<Icon name="hand-stop" />}
                aria-keyshortcuts="H"
                onClick={() => setAsking(true)}
              >
                {t("alerts.holdQueue")}
              </Button>
            ) : (
              <span className="muted">{t("holds.notAllowed")}</span>
            )}
          </>
        )}
      </div>
      {isAsking && (
        <HoldDialog
          brand={speaking.size > 0 ? monitor : null}
          about={monitor.name}
          alert={alert.id}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
