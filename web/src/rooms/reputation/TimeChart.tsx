import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { MentionsSearch } from "../mentions/search.ts";
import { BucketDetail } from "./BucketDetail.tsx";
import { useBucketWords } from "./bucket-words.ts";
import { type Mark, touches } from "./marks.ts";
import type { Bucket, Gaps, Published, Usual } from "./queries.ts";
import classes from "./reputation.module.css";
import { type Band, bands } from "./Stack.tsx";
import type { Interval } from "./search.ts";
import { TimePlot } from "./TimePlot.tsx";
import { type Counted, joined, ownIn, stretchOf } from "./time-axis.ts";

export interface TimeChartProps {
  buckets: readonly Bucket[];
  /** The same stretch before, column for column. */
  before?: readonly Bucket[];
  interval: Interval;
  timeZone: string;
  /** Of each column; null where too little is known. */
  usual?: readonly (Usual | null)[];
  marks?: readonly Mark[];
  gaps?: Gaps;
  /** The organisation's own publications that went out. */
  published?: readonly Published[];
  now: number;
  height: number;
  /** Of the axis, where several charts share it. */
  most?: number;
  /** The finding in a sentence. */
  caption: string;
  drawing?: RefObject<SVGSVGElement | null>;
  doorTo: (bucket: Counted, label?: MentionsSearch["label"]) => MentionsSearch;
  onOpen: (search: MentionsSearch) => void;
  /** A note at this instant is to be written; null: nobody may. */
  onNote: ((at: number) => void) | null;
  /** Only this stretch of time is to be seen, in every figure. */
  onZoom: (from: string, to: string) => void;
}

/**
 * Mentions per hour, day, week or month as stacked columns, negative at the base. Empty is a tick, not collected a
 * hatched field, what still runs a hatched column. One stop of the Tab key: arrows walk, with Shift they take a stretch,
 * Enter opens the mentions. A stretch is also taken by drawing across it, and then shown alone.
 */
export function TimeChart(props: TimeChartProps) {
  const { buckets, height } = props;
  const t = useWords();
  const intl = useIntl();
  const { ref, width } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  /** The other end of a stretch; null: one column alone. */
  const [anchor, setAnchor] = useState<number | null>(null);
  const [band, setBand] = useState<Band | null>(null);
  const say = useBucketWords(props);
  const point = (index: number | null) => {
    setAnchor(null);
    setActive(index);
  };
  const stretch = active === null ? null : stretchOf(anchor ?? active, active);
  const shown = stretch && joined(buckets.slice(stretch.first, stretch.last + 1));
  const words = !shown
    ? ""
    : stretch && stretch.first < stretch.last
      ? t("reputation.fromTo", { from: say.begin(shown), to: say.end(shown) })
      : say.long(shown);
  const published = (props.published ?? []).map(({ at }) => Date.parse(at));

  const press = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, (active ?? last + 1) - 1),
      ArrowRight: Math.min(last, (active ?? -1) + 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    const order = [null, ...bands];
    if (to !== undefined) {
      setAnchor(event.shiftKey ? (anchor ?? active) : null);
      setActive(to);
    } else if (event.key === "ArrowUp")
      setBand(order[Math.min(order.length - 1, order.indexOf(band) + 1)] ?? null);
    else if (event.key === "ArrowDown") setBand(order[Math.max(0, order.indexOf(band) - 1)] ?? null);
    else if (event.key === "Enter" && shown) props.onOpen(props.doorTo(shown, labelOf(band)));
    else if (event.key === "Escape" && active !== null) point(null);
    else return;
    event.preventDefault();
  };

  return (
    <figure
      className={classes.chart}
      onMouseLeave={({ currentTarget }) => !currentTarget.contains(document.activeElement) && point(null)}
    >
      <figcaption>{props.caption}</figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose points are walked by arrows */}
      <div
        ref={ref}
        className={classes.canvas}
        style={{ height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        role="group"
        aria-roledescription={t("reputation.chart")}
        aria-label={`${props.caption} ${t("reputation.chartKeys")}`}
        onKeyDown={press}
      >
        {width > 0 && (
          <TimePlot
            {...props}
            width={width}
            active={active}
            stretch={stretch}
            band={band}
            published={published}
            onPoint={point}
            onStretch={(from, to) => {
              setAnchor(from);
              setActive(to);
            }}
          />
        )}
      </div>
      <div className={classes.detail}>
        {shown ? (
          <BucketDetail
            bucket={shown}
            doorTo={props.doorTo}
            when={words}
            note={say.note(shown)}
            own={(props.published ?? []).filter(({ at }) => ownIn(shown, [Date.parse(at)]) > 0)}
            usual={stretch && stretch.first === stretch.last ? (props.usual?.[stretch.first] ?? null) : null}
            marks={(props.marks ?? []).filter((mark) =>
              touches(mark, Date.parse(shown.from), Date.parse(shown.to)),
            )}
            timeZone={props.timeZone}
            onNote={props.onNote && (() => props.onNote?.(Date.parse(shown.from)))}
            onZoom={
              buckets.length > 1
                ? () => {
                    point(null);
                    props.onZoom(shown.from, shown.to);
                  }
                : null
            }
          />
        ) : (
          t("reputation.detailHint")
        )}
      </div>
      <p className={classes.spoken} aria-live="polite">
        {shown &&
          `${words}. ${say.note(shown)} ${
            band === null
              ? t("mentions.count", { count: shown.mentions })
              : `${t(`mentions.label.${band === "unscored" ? "none" : band}`)} ${intl.formatNumber(shown[band])}`
          }`}
      </p>
    </figure>
  );
}

function labelOf(band: Band | null): MentionsSearch["label"] {
  return band === "unscored" ? "none" : (band ?? undefined);
}
