import { Button, Menu, Select, Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useIntl } from "react-intl";
import { useLive } from "../../api/live.ts";
import { useSignedIn } from "../../api/session.ts";
import { type Monitor, monitorsQuery } from "../../api/workspace.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useNow } from "../../shared/now.ts";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { labels, type PeriodName, periods } from "../mentions/search.ts";
import { useRoomKeys } from "../mentions/triage.ts";
import { type NewReport, useMakeReport } from "../reports/queries.ts";
import { Breakdown } from "./Breakdown.tsx";
import { BucketTable } from "./BucketTable.tsx";
import { download, pngOf } from "./export.ts";
import { KeyFigures } from "./KeyFigures.tsx";
import { Multiples } from "./Multiples.tsx";
import { NetChart } from "./NetChart.tsx";
import { door, intervalOf, narrowed, periodOf } from "./period.ts";
import { QualityNote } from "./QualityNote.tsx";
import {
  type Asked,
  alertsOfQuery,
  gapsQuery,
  publishedQuery,
  seriesQuery,
  summaryQuery,
  voicesQuery,
} from "./queries.ts";
import classes from "./reputation.module.css";
import { intervals, type ReputationSearch } from "./search.ts";
import { BarTile } from "./Tiles.tsx";
import { TimeChart, useBucketWords } from "./TimeChart.tsx";

const mostVoices = 6;
const freshAtMostEveryMilliseconds = 5000;

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
  const { language } = useLanguage();
  const toasts = useToasts();
  const makeReport = useMakeReport();
  const search = reputationLazyRoute.useSearch();
  const navigate = reputationLazyRoute.useNavigate();
  const { workspace } = useSignedIn();
  const { timeZone } = workspace;
  const now = useNow(60_000);
  const drawing = useRef<SVGSVGElement>(null);
  const isCompared = search.compare !== false;
  const period = useMemo(() => periodOf(search, now), [search, now]);
  const interval = intervalOf(search, period);
  const asked: Asked = useMemo(
    () => ({
      ...narrowed(search),
      monitor: monitor.id,
      ...period,
      tz: timeZone,
      ...(isCompared ? { compare: "previous" as const } : {}),
    }),
    [search, monitor.id, period, timeZone, isCompared],
  );
  useFreshFigures();
  const competitors = monitors.filter(({ kind, id }) => kind === "competitor" && id !== monitor.id);
  const beside = [monitor, ...competitors].slice(0, mostVoices);
  const summary = useQuery(summaryQuery(asked));
  const series = useQuery(seriesQuery(asked, interval));
  const gaps = useQuery(gapsQuery(asked));
  const alerts = useQuery(alertsOfQuery(monitor.id));
  const published = useQuery(publishedQuery(period));
  const voices = useQuery(
    voicesQuery(
      asked,
      beside.map(({ id }) => id),
    ),
  );
  const words = useBucketWords({ interval, timeZone, now });

  const change = (next: Partial<ReputationSearch>) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined)),
      replace: true,
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

  const buckets = series.data?.buckets ?? [];
  const peak = buckets.reduce((most, bucket) => (bucket.mentions > most.mentions ? bucket : most), {
    mentions: 0,
    negative: 0,
    neutral: 0,
    positive: 0,
    from: "",
    to: "",
  } as (typeof buckets)[number]);
  const caption =
    peak.mentions === 0
      ? t("reputation.finding.none", { title })
      : t("reputation.finding.peak", {
          title,
          count: peak.mentions,
          when: words.long(peak),
          negative: peak.negative,
        });

  const fileName = `vigie-${monitor.name.replace(/[^\p{L}\p{N}]+/gu, "-")}-${period.from.slice(0, 10)}`;
  const wanted: NewReport = {
    language,
    monitors: [monitor.id],
    beside: beside.map(({ id }) => id).filter((id) => id !== monitor.id),
    ...period,
    tz: timeZone,
    interval,
    compare: isCompared ? "previous" : "none",
    filters: narrowed(search),
  };
  const exportReport = (format: "pdf" | "csv") =>
    makeReport.mutate(
      { ...wanted, format },
      { onSuccess: (made) => download(`${fileName}.${format}`, made), onError: toasts.failed },
    );
  const exportPng = () => {
    if (!drawing.current) return;
    const made = t("reputation.madeOn", { at: day(new Date().toISOString()) });
    const shown = Object.values(narrowed(search)).join(" · ");
    const filters = shown === "" ? t("reputation.noFilter") : t("reputation.filters", { filters: shown });
    pngOf(drawing.current, [
      title,
      [periodWords, t("reputation.zone", { zone: timeZone }), filters, made].join(" · "),
      t("reputation.legend"),
    ]).then((png) => download(`${fileName}.png`, png), toasts.failed);
  };
  useRoomKeys((key) => {
    if (key === ".") change({ table: search.table ? undefined : true });
    else if (key === "c") change({ compare: isCompared ? false : undefined });
    else if (key === "p") document.querySelector<HTMLInputElement>("#reputation-period")?.focus();
    else return false;
    return true;
  });

  return (
    <Room
      title={t("rooms.reputation")}
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              loading={makeReport.isPending}
              leftSection={<Icon name="download" size={16} />}
            >
              {t("reputation.export")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="file-type-pdf" />} onClick={() => exportReport("pdf")}>
              {t("reputation.exportPdf")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="file-type-csv" />} onClick={() => exportReport("csv")}>
              {t("reputation.exportCsv")}
            </Menu.Item>
            <Menu.Item
              leftSection={<Icon name="photo" />}
              disabled={search.table === true}
              onClick={exportPng}
            >
              {t("reputation.exportPng")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
    >
      <div className={classes.filters}>
        <Select
          size="xs"
          w={180}
          aria-label={t("mentions.filter.monitor")}
          value={monitor.id}
          data={monitors.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          onChange={(id) => change({ monitor: id ?? undefined })}
        />
        <Select
          id="reputation-period"
          size="xs"
          w={130}
          aria-label={t("mentions.filter.period")}
          value={search.from ? null : (search.period ?? "7d")}
          placeholder={t("reputation.ownPeriod")}
          data={Object.keys(periods).map((name) => ({
            value: name,
            label: t(`mentions.period.${name as PeriodName}`),
          }))}
          allowDeselect={false}
          onChange={(value) =>
            change({
              period: Object.keys(periods).find((name) => name === value) as PeriodName | undefined,
              from: undefined,
              to: undefined,
              interval: undefined,
            })
          }
        />
        <Select
          size="xs"
          w={130}
          aria-label={t("reputation.intervalName")}
          value={interval}
          data={intervals.map((name) => ({ value: name, label: t(`reputation.interval.${name}`) }))}
          allowDeselect={false}
          onChange={(value) => change({ interval: intervals.find((name) => name === value) })}
        />
        <Select
          size="xs"
          w={130}
          aria-label={t("mentions.filter.label")}
          placeholder={t("mentions.filter.label")}
          value={search.label ?? null}
          data={labels.map((label) => ({ value: label, label: t(`mentions.label.${label}`) }))}
          clearable
          onChange={(value) => change({ label: labels.find((label) => label === value) })}
        />
        {(["network", "language", "author", "site"] as const).map(
          (name) =>
            search[name] !== undefined && (
              <Button
                key={name}
                size="xs"
                variant="light"
                rightSection={<Icon name="x" size={14} />}
                aria-label={t("mentions.dropFilter", { filter: search[name] })}
                onClick={() => change({ [name]: undefined })}
              >
                {search[name]}
              </Button>
            ),
        )}
        <Switch
          size="xs"
          label={t("reputation.compare")}
          checked={isCompared}
          onChange={(event) => change({ compare: event.currentTarget.checked ? undefined : false })}
        />
      </div>
      <p className={classes.period}>
        {periodWords} · {t("reputation.zone", { zone: timeZone })}
        {isCompared && ` · ${t("reputation.comparedWith")}`}
      </p>
      <Read query={summary} what="reputation.what" rows={1}>
        {(data) => <KeyFigures summary={data} doorTo={open} />}
      </Read>
      <Card label={title}>
        <div className={classes.wide}>
          <Switch
            className={classes.tableSwitch}
            size="xs"
            label={t("reputation.table")}
            checked={search.table === true}
            onChange={(event) => change({ table: event.currentTarget.checked || undefined })}
          />
          <Read query={series} what="reputation.what" rows={4}>
            {(data) =>
              search.table ? (
                <BucketTable
                  title={title}
                  buckets={data.buckets}
                  words={words}
                  doorTo={(bucket, label) => open(label ? { label } : {}, bucket)}
                />
              ) : (
                <TimeChart
                  buckets={data.buckets}
                  before={data.previous?.buckets}
                  interval={interval}
                  timeZone={timeZone}
                  alerts={alerts.data?.items}
                  gaps={gaps.data}
                  published={published.data}
                  now={now}
                  height={260}
                  caption={caption}
                  drawing={drawing}
                  doorTo={({ from, to }, label) => open(label ? { label } : {}, { from, to })}
                  onOpen={(to) => void navigate({ to: "/mentions", search: to })}
                />
              )
            }
          </Read>
          <p className={classes.legend}>{t("reputation.legend")}</p>
          <QualityNote monitor={monitor.id} gaps={gaps.data} timeZone={timeZone} />
        </div>
      </Card>
      {competitors.length > 0 && (
        <Multiples monitors={beside} asked={asked} interval={interval} words={words} search={search} />
      )}
      <div className={classes.tiles}>
        <Card label={t("reputation.netTitle")}>
          <div className={classes.tile}>
            <h2>{t("reputation.netTitle")}</h2>
            {series.data && <NetChart buckets={series.data.buckets} words={words} now={now} />}
          </div>
        </Card>
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

/** Figures are read again when mentions come, at most every some seconds. */
function useFreshFigures(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hear = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: ["reputation"] });
    }, freshAtMostEveryMilliseconds);
  }, [client]);
  useLive("mentions", hear);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
}
