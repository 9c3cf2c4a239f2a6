import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type FormatNumberOptions, useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { patternedClass } from "../../shared/ChartPatterns.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card } from "../../shared/Room.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import { BarTable } from "./BarTable.tsx";
import { fewMentions } from "./KeyFigures.tsx";
import classes from "./reputation.module.css";
import { TableSwitch } from "./TableSwitch.tsx";

export interface Bar {
  key: string;
  name: string;
  icon?: ReactNode;
  mentions: number;
  negative: number;
  neutral: number;
  positive: number;
  /** Since the period before. */
  change?: number | null;
  /** From 0 to 1, where it is said. */
  share?: number | null;
  /** Null: no list of mentions can be asked for it. */
  to: MentionsSearch | null;
}

/** Sorted bars with counts and change: who, what, where. Each opens its mentions. */
export function BarTile(props: {
  title: string;
  note?: string;
  /** Where the bars come from: they are not said to be none before it answered. */
  query: UseQueryResult<unknown>;
  bars: readonly Bar[];
}) {
  const t = useWords();
  const [isTable, setTable] = useState(false);
  const [first] = props.bars;
  return (
    <Card label={props.title}>
      <div className={classes.tile}>
        <h2>{props.title}</h2>
        <TableSwitch title={props.title} isOn={isTable} onChange={setTable} />
        {first && (
          <p className="muted">
            {t("reputation.barsFinding", {
              name: first.name,
              count: first.mentions,
              negative: first.negative,
            })}{" "}
            {props.note}
          </p>
        )}
        <Read query={props.query} what="reputation.what" rows={3}>
          {() => (isTable ? <BarTable title={props.title} bars={props.bars} /> : <Bars bars={props.bars} />)}
        </Read>
      </div>
    </Card>
  );
}

function Bars({ bars }: { bars: readonly Bar[] }) {
  const t = useWords();
  const intl = useIntl();
  const most = Math.max(1, ...bars.map(({ mentions }) => mentions));
  if (bars.length === 0) return <p className="muted">{t("reputation.noneHere")}</p>;
  const hasChanges = bars.some(({ change }) => change !== undefined);
  return (
    <ul data-changes={hasChanges || undefined}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <Door to={bar.to}>
            <span className={classes.barName}>
              {bar.icon}
              <span>{bar.name}</span>
            </span>
            <span className={classes.barCount}>
              {intl.formatNumber(bar.mentions)}
              {bar.share !== undefined && bar.share !== null && (
                <> · {shareText(bar.share, intl.formatNumber)}</>
              )}
            </span>
            {hasChanges && (
              <span className={classes.barChange}>
                {changeOf(bar, intl.formatNumber, t("reputation.new"))}
              </span>
            )}
            <Tone bar={bar} width={bar.mentions / most} />
          </Door>
        </li>
      ))}
    </ul>
  );
}

function Door({ to, children }: { to: MentionsSearch | null; children: ReactNode }) {
  return to ? (
    <Link to="/mentions" search={to} className={classes.bar}>
      {children}
    </Link>
  ) : (
    <span className={classes.bar}>{children}</span>
  );
}

/** As long as its count, cut by tone: negative, neutral, positive, what was not scored. */
function Tone({ bar, width }: { bar: Bar; width: number }) {
  const t = useWords();
  const of = Math.max(1, bar.mentions);
  return (
    <span className={classes.tone} style={{ width: `${Math.max(2, width * 100)}%` }}>
      {labels.map((label) => (
        <span
          key={label}
          className={patternedClass[label]}
          title={`${signs[label]} ${t(`mentions.label.${label}`)} ${bar[label]}`}
          style={{ width: `${(bar[label] / of) * 100}%`, backgroundColor: `var(--${label})` }}
        />
      ))}
    </span>
  );
}

/** In whole percents; what is there at all is never none. */
function shareText(share: number, format: (value: number, options: FormatNumberOptions) => string): string {
  const percent = { style: "percent", maximumFractionDigits: 0 } as const;
  return share > 0 && share < 0.005 ? `< ${format(0.01, percent)}` : format(share, percent);
}

function changeOf(
  { mentions, change }: Bar,
  format: (value: number, options: FormatNumberOptions) => string,
  fresh: string,
): string {
  if (change === undefined || change === null || change === 0) return "";
  const before = mentions - change;
  if (before === 0) return fresh;
  return before < fewMentions
    ? format(change, { signDisplay: "exceptZero" })
    : format(change / before, { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
}
