import { Button, Menu } from "@mantine/core";
import type { RefObject } from "react";
import { useIntl } from "react-intl";
import type { Monitor } from "../../api/workspace.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type NewReport, useMakeReport } from "../reports/queries.ts";
import { download, pngOf } from "./export.ts";
import { narrowed, type Period } from "./period.ts";
import { comparisonOf, type Interval, type ReputationSearch } from "./search.ts";

/** What is on the screen as a document, a table or a picture: with its filters, its period and its zone. */
export function ExportMenu(props: {
  monitor: Monitor;
  /** Set beside it in the share of voice. */
  beside: readonly string[];
  search: ReputationSearch;
  period: Period;
  interval: Interval;
  timeZone: string;
  title: string;
  periodWords: string;
  /** What is drawn, a line for each sentence. */
  legend: readonly string[];
  drawing: RefObject<SVGSVGElement | null>;
}) {
  const { monitor, search, period, interval, timeZone, title, periodWords, legend, drawing } = props;
  const t = useWords();
  const intl = useIntl();
  const { language } = useLanguage();
  const toasts = useToasts();
  const makeReport = useMakeReport();
  const fileName = `vigie-${monitor.name.replace(/[^\p{L}\p{N}]+/gu, "-")}-${period.from.slice(0, 10)}`;
  const wanted: NewReport = {
    language,
    monitors: [monitor.id],
    beside: [...props.beside],
    ...period,
    tz: timeZone,
    interval,
    compare: comparisonOf(search) ?? "none",
    filters: narrowed(search),
  };
  const exportReport = (format: "pdf" | "csv") =>
    makeReport.mutate(
      { ...wanted, format },
      { onSuccess: (made) => download(`${fileName}.${format}`, made), onError: toasts.failed },
    );
  const exportPng = () => {
    if (!drawing.current) return;
    const at = intl.formatDate(new Date(), {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    });
    const made = t("reputation.madeOn", { at: at });
    const shown = Object.values(narrowed(search)).join(" · ");
    const filters = shown === "" ? t("reputation.noFilter") : t("reputation.filters", { filters: shown });
    pngOf(drawing.current, [
      title,
      [periodWords, t("reputation.zone", { zone: timeZone }), filters, made].join(" · "),
      ...legend,
    ]).then((png) => download(`${fileName}.png`, png), toasts.failed);
  };
  return (
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
        <Menu.Item leftSection={<Icon name="photo" />} disabled={search.table === true} onClick={exportPng}>
          {t("reputation.exportPng")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
