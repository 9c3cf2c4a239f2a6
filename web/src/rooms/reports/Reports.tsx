import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { reportsQuery, schedulesQuery } from "./queries.ts";
import { ReportForm } from "./ReportForm.tsx";
import { ReportRow } from "./ReportRow.tsx";
import classes from "./reports.module.css";
import { ScheduleRow } from "./ScheduleRow.tsx";

/** What is told to those who do not look into Vigie: what comes by itself, and what became of it. */
function Reports() {
  const t = useWords();
  const navigate = useNavigate();
  const search = reportsLazyRoute.useSearch();
  const schedules = useQuery(schedulesQuery);
  const reports = useQuery(reportsQuery);
  const mayChange = useMay("configure");
  const open = (make?: "report") => void navigate({ to: "/reports", search: make ? { make } : {} });
  const make = (
    <Button size="xs" onClick={() => open("report")}>
      {t("reports.new")}
    </Button>
  );
  const isEmpty = schedules.data?.items.length === 0 && reports.data?.items.length === 0;
  return (
    <Room title={t("rooms.reports")} actions={!isEmpty && make}>
      {isEmpty ? (
        <Card>
          <Empty icon="report-analytics" text={t("reports.empty")}>
            {make}
            <p className={`${classes.hint} third`}>{t("reports.emptyHint")}</p>
          </Empty>
        </Card>
      ) : (
        <>
          <Card label={t("reports.schedules")}>
            <h2 className={classes.title}>{t("reports.schedules")}</h2>
            <Read query={schedules} what="reports.whatSchedules">
              {({ items }) =>
                items.length === 0 ? (
                  <p className={`${classes.none} muted`}>{t("reports.noSchedules")}</p>
                ) : (
                  <ul className={classes.rows}>
                    {items.map((schedule) => (
                      <ScheduleRow key={schedule.id} schedule={schedule} mayChange={mayChange} />
                    ))}
                  </ul>
                )
              }
            </Read>
          </Card>
          <Card label={t("reports.sent")}>
            <h2 className={classes.title}>{t("reports.sent")}</h2>
            <Read query={reports} what="reports.what">
              {({ items }) =>
                items.length === 0 ? (
                  <p className={`${classes.none} muted`}>{t("reports.noneSent")}</p>
                ) : (
                  <ul className={classes.rows}>
                    {items.map((report) => (
                      <ReportRow key={report.id} report={report} mayChange={mayChange} />
                    ))}
                  </ul>
                )
              }
            </Read>
          </Card>
          {!mayChange && <p className="muted">{t("reports.notAllowed")}</p>}
        </>
      )}
      {search.make && <ReportForm onClose={() => open()} />}
    </Room>
  );
}

export const reportsLazyRoute = createLazyRoute("/frame/reports")({ component: Reports });
