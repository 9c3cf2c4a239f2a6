import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { MentionsSearch } from "../mentions/search.ts";
import { BucketDetail } from "./BucketDetail.tsx";
import { useBucketWords } from "./bucket-words.ts";
import type { Alert, Bucket, Gaps } from "./queries.ts";
import classes from "./reputation.module.css";
import { type Band, bands } from "./Stack.tsx";
import type { Interval } from "./search.ts";
import { TimePlot } from "./TimePlot.tsx";
import { ownIn } from "./time-axis.ts";

export interface TimeChartProps {
  buckets: readonly Bucket[];
  /** The same stretch before, column for column. */
  before?: readonly Bucket[];
  interval: Interval;
  timeZone: string;
  alerts?: readonly Alert[];
  gaps?: Gaps;
  /** When the organisation's own publications went out. */
  published?: readonly string[];
  now: number;
  height: number;
  /** Of the axis, where several charts share it. */
  most?: number;
  /** The finding in a sentence. */
  caption: string;
  drawing?: RefObject<SVGSVGElement | null>;
  doorTo: (bucket: Bucket, label?: MentionsSearch["label"]) => MentionsSearch;
  onOpen: (search: MentionsSearch) => void;
}

/**
 * Mentions per hour, day, week or month as stacked columns, negative at the base. Empty is a tick, not collected a
 * hatched field, what still runs a hatched column. One stop of the Tab key: arrows walk, Enter opens the mentions.
 */
export function TimeChart(props: TimeChartProps) {
  const { buckets, height } = props;
  const t = useWords();
  const intl = useIntl();
  const { ref, width } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  const [band, setBand] = useState<Band | null>(null);
  const say = useBucketWords(props);
  const shown = active === null ? null : buckets[active];
  const published = (props.published ?? []).map((at) => Date.parse(at));

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
    if (to !== undefined) setActive(to);
    else if (event.key === "ArrowUp")
      setBand(order[Math.min(order.length - 1, order.indexOf(band) + 1)] ?? null);
    else if (event.key === "ArrowDown") setBand(order[Math.max(0, order.indexOf(band) - 1)] ?? null);
    else if (event.key === "Enter" && shown) props.onOpen(props.doorTo(shown, labelOf(band)));
    else if (event.key === "Escape" && active !== null) setActive(null);
    else return;
    event.preventDefault();
  };

  return (
    <figure className={classes.chart}>
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
        onMouseLeave={({ currentTarget }) => document.activeElement !== currentTarget && setActive(null)}
      >
        {width > 0 && (
          <TimePlot
            {...props}
            width={width}
            active={active}
            band={band}
            published={published}
            onPoint={setActive}
          />
        )}
      </div>
      <div className={classes.detail}>
        {shown ? (
          <BucketDetail
            bucket={shown}
            doorTo={props.doorTo}
            when={say.long(shown)}
            note={say.note(shown)}
            own={ownIn(shown, published)}
          />
        ) : (
          t("reputation.detailHint")
        )}
      </div>
      <p className={classes.spoken} aria-live="polite">
        {shown &&
          `${say.long(shown)}. ${say.note(shown)} ${
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
