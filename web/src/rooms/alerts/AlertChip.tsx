import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import type { Alert } from "./queries.ts";

/** How grave it is while it lasts, else that it is over. */
export function AlertChip({ alert }: { alert: Alert }) {
  const t = useWords();
  const intl = useIntl();
  switch (alert.state) {
    case "resolved":
      return <Chip tone="state-published" icon="circle-check" text={t("alerts.resolved")} />;
    case "acknowledged":
      return <Chip tone="info" icon="eye" text={t("alerts.acknowledged")} />;
    case "firing":
      if (alert.snoozedUntil && Date.parse(alert.snoozedUntil) > Date.now()) {
        const at = intl.formatDate(alert.snoozedUntil, {
          weekday: "short",
          day: "numeric",
          hour: "2-digit",
          minute: "2-digit",
        });
        return <Chip tone="state-draft" icon="clock" text={t("alerts.snoozed", { at })} />;
      }
      return alert.critical ? (
        <Chip tone="critical" icon="alert-octagon" text={t("alerts.critical")} />
      ) : (
        <Chip tone="warning" icon="alert-triangle" text={t("alerts.firing")} />
      );
  }
}
