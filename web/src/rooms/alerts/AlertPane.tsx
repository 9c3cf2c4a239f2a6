import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { membersQuery, monitorsQuery, networksQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useNow } from "../../shared/now.ts";
import { Read } from "../../shared/Read.tsx";
import { Card } from "../../shared/Room.tsx";
import { AlertActions } from "./AlertActions.tsx";
import { AlertChip } from "./AlertChip.tsx";
import classes from "./alerts.module.css";
import { CourseFigure } from "./CourseFigure.tsx";
import { Evidence } from "./Evidence.tsx";
import { QueueOfBrand } from "./QueueOfBrand.tsx";
import { type AlertDetail, alertQuery, type Rule, rulesQuery } from "./queries.ts";
import { Timeline } from "./Timeline.tsx";
import { useAlertSentence, useAlertTime } from "./words.ts";

/** One alert, from what to what now. */
export function AlertPane({ id }: { id: string }) {
  const alert = useQuery(alertQuery(id));
  const rules = useQuery(rulesQuery);
  return (
    <div className={classes.pane}>
      <Read query={alert} what="alerts.whatOne" rows={6}>
        {(found) => (
          <Read query={rules} what="alerts.whatRules">
            {({ items }) => (
              <Told
                alert={found}
                kind={items.find((rule) => rule.id === found.rule)?.kind ?? kindOf(found)}
              />
            )}
          </Read>
        )}
      </Read>
    </div>
  );
}

/** Of a rule that is on no page of the list. */
function kindOf({ evidence }: AlertDetail): Rule["kind"] {
  return evidence.subject ? "source-silent" : "negative-spike";
}

function Told({ alert, kind }: { alert: AlertDetail; kind: Rule["kind"] }) {
  const t = useWords();
  const monitors = useQuery(monitorsQuery);
  const members = useQuery(membersQuery);
  const networks = useQuery(networksQuery);
  const sentenceOf = useAlertSentence();
  const networkName = (id: string) => networks.data?.items.find((network) => network.id === id)?.name ?? id;
  const monitor = monitors.data?.items.find((one) => one.id === alert.monitor) ?? null;
  const assignee = members.data?.items.find((member) => member.id === alert.assignee)?.name;
  const caredFor = assignee ?? alert.acknowledgedBy;
  const { subject } = alert.evidence;
  return (
    <>
      <Link from="/alerts" to="/alerts" search={({ tab }) => ({ tab })} className={classes.back}>
        <Icon name="arrow-left" /> {t("rooms.alerts")}
      </Link>
      <Card label={t(`alerts.kind.${kind}`)}>
        <header className={classes.head}>
          <div className={classes.headLine}>
            <AlertChip alert={alert} />
            <h2>
              {t(`alerts.kind.${kind}`)} · {monitor?.name ?? subject?.name}
            </h2>
            <span className="muted">
              <Duration alert={alert} />
            </span>
          </div>
          <p className={classes.sentence}>{sentenceOf(alert, kind, networkName)}</p>
          {subject?.detail && (
            <p className="muted">
              {t("alerts.theySay")} <q>{subject.detail}</q>
            </p>
          )}
          <p className="third">{caredFor ? t("alerts.caredFor", { name: caredFor }) : t("alerts.nobody")}</p>
          <AlertActions alert={alert} />
        </header>
      </Card>
      {alert.monitor !== null && <CourseFigure alert={alert} kind={kind} />}
      {monitor && alert.state !== "resolved" && <QueueOfBrand alert={alert} monitor={monitor} />}
      <Evidence alert={alert} kind={kind} networkName={networkName} />
      <Timeline alert={alert} />
    </>
  );
}

function Duration({ alert }: { alert: AlertDetail }) {
  const t = useWords();
  const timeOf = useAlertTime();
  const now = useNow(60_000);
  if (alert.resolvedAt)
    return t("alerts.from", { from: timeOf(alert.startedAt), to: timeOf(alert.resolvedAt) });
  const minutes = Math.max(1, Math.round((now - Date.parse(alert.startedAt)) / 60_000));
  return minutes < 120
    ? t("alerts.lasting", { minutes })
    : t("alerts.lastingHours", { hours: Math.round(minutes / 60) });
}
