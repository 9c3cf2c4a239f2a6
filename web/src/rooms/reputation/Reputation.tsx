import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useMay, useSignedIn } from "../../api/session.ts";
import { type Monitor, monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { useNow } from "../../shared/now.ts";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import SavedViews from "../../shared/SavedViews.tsx";
import { useRoomKeys } from "../mentions/triage.ts";
import { Breakdown } from "./Breakdown.tsx";
import { BucketTable } from "./BucketTable.tsx";
import { useBucketWords } from "./bucket-words.ts";
import { Controls } from "./Controls.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { findingOf } from "./finding.ts";
import { useFreshFigures } from "./fresh.ts";
import { KeyFigures } from "./KeyFigures.tsx";
import { Landmarks } from "./Landmarks.tsx";
import { Multiples } from "./Multiples.tsx";
import { useMarks } from "./marks.ts";
import { NetTile } from "./NetTile.tsx";
import { door, intervalOf, narrowed, periodOf } from "./period.ts";
import { QualityNote } from "./QualityNote.tsx";
import {
  type Asked,
  alertsOfQuery,
  gapsQuery,
  holdsOfQuery,
  type Note,
  notesQuery,
  publishedQuery,
  seriesQuery,
  summaryQuery,
  usualQuery,
  voicesQuery,
} from "./queries.ts";
import classes from "./reputation.module.css";
import { comparisonOf, type ReputationSearch, readReputationSearch } from "./search.ts";
import { TableSwitch } from "./TableSwitch.tsx";
import { BarTile } from "./Tiles.tsx";
import { TimeChart } from "./TimeChart.tsx";

const mostVoices = 6;

/** What is said of a brand: how much, in what tone, by whom, of what and where; each figure a door to its mentions. */
function Reputation() {
  const t = useWords();
  const monitors = useQuery(monitorsQuery);
  const search = reputationLazyRoute.useSearch();
  return (
    <Read query={monitors} what="reputation.what">
      {({ items }) => {
        const monitor =
          items.find(({ id }) => id === search.monitor) ??
          items.find(({ kind }) => kind === "brand") ??
          items[0];
        return monitor ? (
          <Figures monitor={monitor} monitors={items} />
        ) : (
          <Room title={t("rooms.reputation")}>
            <Card>
              <Empty icon="chart-histogram" text={t("reputation.noMonitor")}>
                <Link to="/mentions" search={{ monitors: "new" }}>
                  {t("monitors.new")}
                </Link>
              </Empty>
            </Card>
          </Room>
        );
      }}
    </Read>
  );
}

export const reputationLazyRoute = createLazyRoute("/frame/reputation")({ component: Reputation });

function Figures({ monitor, monitors }: { monitor: Monitor; monitors: readonly Monitor[] }) {
  const t = useWords();
  const intl = useIntl();
  const search = reputationLazyRoute.useSearch();
  const navigate = reputationLazyRoute.useNavigate();
  const { workspace } = useSignedIn();
  const { timeZone } = workspace;
  const now = useNow(60_000);
  const drawing = useRef<SVGSVGElement>(null);
  const comparison = comparisonOf(search);
  const period = useMemo(() => periodOf(search, now), [search, now]);
  const interval = intervalOf(search, period);
  const asked: Asked = useMemo(
    () => ({
      ...narrowed(search),
      monitor: monitor.id,
      ...period,
      tz: timeZone,
      ...(comparison ? { compare: comparison } : {}),
    }),
    [search, monitor.id, period, timeZone, comparison],
  );
  useFreshFigures();
  const competitors = monitors.filter(({ kind, id }) => kind === "competitor" && id !== monitor.id);
  const beside = [monitor, ...competitors].slice(0, mostVoices);
  const summary = useQuery(summaryQuery(asked));
  const series = useQuery(seriesQuery(asked, interval));
  const gaps = useQuery(gapsQuery(asked));
  const alerts = useQuery(alertsOfQuery(monitor.id));
  const published = useQuery(publishedQuery(period));
  const holds = useQuery(holdsOfQuery);
  const notes = useQuery(notesQuery(asked));
  const [writing, setWriting] = useState<Note | number | null>(null);
  const mayWrite = useMay("listen");
  const usual = useQuery(usualQuery(asked, interval, search.usual === true));
  const voices = useQuery(
    voicesQuery(
      asked,
      beside.map(({ id }) => id),
    ),
  );
  const marks = useMarks({
    alerts: alerts.data?.items,
    holds: holds.data?.items,
    gaps: gaps.data,
    notes: notes.data?.items,
    monitor: monitor.id,
    timeZone,
    now,
  });
  const words = useBucketWords({ interval, timeZone, now });

  const change = (next: Partial<ReputationSearch>, isStep = false) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined)),
      replace: !isStep,
    });
  const open = (more: Parameters<typeof door>[3], of = period) => door(search, monitor.id, of, more);
  const day = (at: string) =>
    intl.formatDate(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone });
  const periodWords = t("reputation.fromTo", { from: day(period.from), to: day(period.to) });
  const title = t("reputation.chartTitle", {
    monitor: monitor.name,
    interval: t(`reputation.interval.${interval}`),
    zone: timeZone,
  });

  const legend = [
    t("reputation.legend"),
    ...(comparison
      ? [t("reputation.legendDashed", { what: t(`reputation.compareLine.${comparison}`) })]
      : []),
    ...(search.usual ? [t("reputation.legendUsual")] : []),
  ];
  const buckets = series.data?.buckets ?? [];
  const caption = findingOf(buckets, title, words, t);

  useRoomKeys((key) => {
    if (key === ".") change({ table: search.table ? undefined : true });
    else if (key === "c") change({ compare: comparison ? false : undefined });
    else if (key === "a" && mayWrite) setWriting(Math.min(Date.parse(period.to), Date.now()));
    else if (key === "p") document.querySelector<HTMLInputElement>("#reputation-period")?.focus();
    else return false;
    return true;
  });

  return (
    <Room
      title={t("rooms.reputation")}
      actions={
        <>
          <SavedViews
            room="reputation"
            search={search}
            onChoose={(kept) => void navigate({ search: readReputationSearch(kept) })}
          />
          <ExportMenu
            monitor={monitor}
            beside={beside.map(({ id }) => id).filter((id) => id !== monitor.id)}
            search={search}
            period={period}
            interval={interval}
            timeZone={timeZone}
            title={title}
            periodWords={periodWords}
            legend={legend}
            drawing={drawing}
          />
        </>
      }
    >
      <Controls monitor={monitor} monitors={monitors} search={search} interval={interval} onChange={change} />
      <p className={classes.period}>
        {periodWords} · {t("reputation.zone", { zone: timeZone })}
        {comparison && ` · ${t(`reputation.comparedWith.${comparison}`)}`}
      </p>
      <div className={classes.figuresPlace}>
        <Read query={summary} what="reputation.what" rows={1}>
          {(data) => <KeyFigures summary={data} doorTo={open} />}
        </Read>
      </div>
      <Card label={title}>
        <div className={classes.wide}>
          <TableSwitch
            title={title}
            isOn={search.table === true}
            onChange={(isOn) => change({ table: isOn || undefined })}
          />
          <div className={classes.chartPlace}>
            <Read query={series} what="reputation.what" rows={4}>
              {(data) =>
                search.table ? (
                  <BucketTable
                    title={title}
                    buckets={data.buckets}
                    before={data.previous?.buckets}
                    usual={search.usual ? usual.data : undefined}
                    words={words}
                    doorTo={(bucket, label) => open(label ? { label } : {}, bucket)}
                  />
                ) : (
                  <TimeChart
                    buckets={data.buckets}
                    before={data.previous?.buckets}
                    interval={interval}
                    timeZone={timeZone}
                    usual={search.usual ? usual.data : undefined}
                    marks={marks}
                    gaps={gaps.data}
                    published={published.data}
                    now={now}
                    height={260}
                    caption={caption}
                    drawing={drawing}
                    doorTo={({ from, to }, label) => open(label ? { label } : {}, { from, to })}
                    onZoom={(from, to) => change({ from, to, interval: undefined }, true)}
                    onNote={mayWrite ? setWriting : null}
                    onOpen={(to) => void navigate({ to: "/mentions", search: to })}
                  />
                )
              }
            </Read>
          </div>
          <p className={classes.legend}>{legend.join(" ")}</p>
          <Landmarks
            marks={marks}
            period={period}
            monitor={monitor}
            timeZone={timeZone}
            writing={writing}
            onWrite={setWriting}
          />
          <QualityNote monitor={monitor.id} gaps={gaps.data} timeZone={timeZone} />
        </div>
      </Card>
      {competitors.length > 0 && (
        <Multiples monitors={beside} asked={asked} interval={interval} words={words} search={search} />
      )}
      <div className={classes.tiles}>
        <NetTile
          buckets={series.data?.buckets}
          words={words}
          now={now}
          doorTo={(bucket, label) => open(label ? { label } : {}, bucket)}
          onOpen={(to) => void navigate({ to: "/mentions", search: to })}
        />
        {voices.data && beside.length > 1 && (
          <BarTile
            title={t("reputation.voices")}
            query={voices}
            note={t("reputation.voicesNote", { count: voices.data.mentions })}
            bars={voices.data.items.map((voice) => ({
              ...voice,
              key: voice.monitor,
              change: voice.change?.mentions,
              to: door(search, voice.monitor, period, {}),
            }))}
          />
        )}
        <Breakdown asked={asked} open={open} />
      </div>
    </Room>
  );
}
