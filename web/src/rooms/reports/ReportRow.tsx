import { Button } from "@mantine/core";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { download } from "../reputation/export.ts";
import { type Delivery, type Report, useOpenReport, useSendAgain } from "./queries.ts";
import classes from "./reports.module.css";

const chips = {
  waiting: { tone: "state-scheduled", icon: "clock" },
  gathered: { tone: "state-scheduled", icon: "clock" },
  delivering: { tone: "state-publishing", icon: "cloud-upload" },
  delivered: { tone: "state-published", icon: "circle-check" },
  failed: { tone: "state-failed", icon: "alert-octagon" },
} as const;

/** One report, and where it arrived. */
export function ReportRow({ report, mayChange }: { report: Report; mayChange: boolean }) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const openReport = useOpenReport();
  const sendAgain = useSendAgain();
  const day = (at: string) =>
    intl.formatDate(at, { day: "numeric", month: "short", year: "numeric", timeZone: report.timeZone });
  const last = new Date(Date.parse(report.to) - 1).toISOString();
  const period =
    report.covers === "day"
      ? day(report.from)
      : t("reports.fromTo", { from: day(report.from), to: day(last) });
  const isMissing = report.skipped || report.deliveries.some(({ state }) => state === "failed");
  const name = `${report.name}, ${period}`;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <b>{report.name}</b> <span>{period}</span>
        <div className="third">
          <Moment at={report.dueAt} timeZone={report.timeZone} />
        </div>
      </div>
      <div className={classes.where}>
        {report.deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} />
        ))}
        {report.deliveries.length === 0 && (
          <Chip
            tone="state-cancelled"
            icon="ban"
            text={t(report.skipped ? "reports.skipped" : "reports.toNobody")}
          />
        )}
      </div>
      <div className={classes.acts}>
        {mayChange && isMissing && (
          <Button
            size="compact-sm"
            variant="default"
            loading={sendAgain.isPending}
            aria-label={t("reports.sendAgainName", { name })}
            onClick={() => sendAgain.mutate(report.id, { onError: toasts.failed })}
          >
            {t("reports.sendAgain")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={openReport.isPending}
          leftSection={<Icon name="file-type-pdf" size={16} />}
          aria-label={t("reports.openName", { name })}
          onClick={() =>
            openReport.mutate(report.id, {
              onSuccess: (made) => download(`${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.pdf`, made),
              onError: toasts.failed,
            })
          }
        >
          PDF
        </Button>
      </div>
    </li>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const t = useWords();
  const { state, channelName, detail, deliveredAt, nextTryAt, attemptCount } = delivery;
  return (
    <div className={classes.delivery}>
      <Chip {...chips[state]} text={t(`reports.state.${state}`)} />
      <span>{channelName}</span>
      {deliveredAt && (
        <span className="third">
          <Moment at={deliveredAt} relative />
        </span>
      )}
      {state !== "delivered" && attemptCount > 0 && detail && <div className={classes.fault}>{detail}</div>}
      {nextTryAt && attemptCount > 0 && (
        <span className="third">
          {t("reports.nextTry")} <Moment at={nextTryAt} relative />
        </span>
      )}
    </div>
  );
}
