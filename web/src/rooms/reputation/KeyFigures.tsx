import { Link } from "@tanstack/react-router";
import { type FormatNumberOptions, useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import type { MentionsSearch } from "../mentions/search.ts";
import type { Summary } from "./queries.ts";
import classes from "./reputation.module.css";

/** Below it, shares and changes in percent say little. */
export const fewMentions = 30;

interface Figure {
  title: MessageId;
  value: string;
  change: string | null;
  /** Fewer mentions than a share can be told from. */
  isWeak: boolean;
  to: MentionsSearch;
}

/** Six figures, each with its change, each the door to its mentions; and how fast they were answered, where they were. */
export function KeyFigures(props: {
  summary: Summary;
  doorTo: (more: Pick<MentionsSearch, "label" | "answered">) => MentionsSearch;
}) {
  const { summary, doorTo } = props;
  const t = useWords();
  const intl = useIntl();
  const { previous } = summary;
  const compact = (value: number) =>
    intl.formatNumber(value, value >= 10_000 ? { notation: "compact", maximumFractionDigits: 1 } : {});
  const share = ({ negative, mentions }: { negative: number; mentions: number }) =>
    mentions === 0 ? null : negative / mentions;
  const percent = (value: number) => intl.formatNumber(value, { style: "percent", maximumFractionDigits: 0 });
  const signed = (value: number, options: FormatNumberOptions) =>
    intl.formatNumber(value, { signDisplay: "exceptZero", ...options });
  /** What a handful of mentions was like before says nothing of a change in tone, nor by how many times. */
  const base = previous && previous.mentions >= fewMentions ? previous : null;
  /** A change in percent only from a base that bears it, as a multiple where it is huge; "new" from nothing. */
  const change = (now: number, before: number | undefined) => {
    if (before === undefined) return null;
    if (before === 0) return now === 0 ? null : t("reputation.new");
    if (!base || before < fewMentions) {
      const isLarge = Math.abs(now - before) >= 10_000;
      return signed(now - before, {
        maximumFractionDigits: isLarge ? 1 : 0,
        ...(isLarge ? { notation: "compact" } : {}),
      });
    }
    if (now / before >= 10) return `×${intl.formatNumber(now / before, { maximumFractionDigits: 0 })}`;
    return signed(now / before - 1, { style: "percent", maximumFractionDigits: 0 });
  };
  const negative = share(summary);
  const negativeBefore = base ? share(base) : null;
  const isWeak = summary.mentions < fewMentions;
  const net = summary.netSentiment;
  const netBefore = base?.netSentiment ?? null;
  const figures: Figure[] = [
    {
      title: "reputation.mentions",
      value: compact(summary.mentions),
      change: change(summary.mentions, previous?.mentions),
      isWeak: false,
      to: doorTo({}),
    },
    {
      title: "reputation.negative",
      value:
        negative === null
          ? "–"
          : t("reputation.shareCount", { share: percent(negative), count: compact(summary.negative) }),
      change:
        negative === null || negativeBefore === null
          ? null
          : t("reputation.points", {
              points: signed((negative - negativeBefore) * 100, { maximumFractionDigits: 0 }),
            }),
      isWeak,
      to: doorTo({ label: "negative" }),
    },
    {
      title: "reputation.net",
      value: net === null ? "–" : signed(net, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      change:
        net === null || netBefore === null
          ? null
          : signed(net - netBefore, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      isWeak,
      to: doorTo({}),
    },
    {
      title: "reputation.reach",
      value: compact(summary.reach),
      change: change(summary.reach, previous?.reach),
      isWeak: false,
      to: doorTo({}),
    },
    {
      title: "reputation.authors",
      value: compact(summary.authors),
      change: change(summary.authors, previous?.authors),
      isWeak: false,
      to: doorTo({}),
    },
    {
      title: "reputation.engagement",
      value: compact(summary.engagement),
      change: change(summary.engagement, previous?.engagement),
      isWeak: false,
      to: doorTo({}),
    },
  ];
  return (
    <ul className={classes.figures}>
      {figures.map(({ title, value, change: moved, isWeak: few, to }) => (
        <li key={title}>
          <Link
            to="/mentions"
            search={to}
            className={classes.figure}
            data-weak={few || undefined}
            data-figure={title}
            title={t("reputation.outOf", {
              count: title === "reputation.negative" ? summary.negative : summary.mentions,
            })}
          >
            <span className={classes.figureTitle}>{t(title)}</span>
            <span className={classes.figureValue}>{value}</span>
            <span className={classes.figureChange}>{few ? t("reputation.few") : (moved ?? " ")}</span>
          </Link>
        </li>
      ))}
      {summary.responseMinutes !== null && (
        <li>
          <Link
            to="/mentions"
            search={doorTo({ answered: true })}
            className={classes.figure}
            data-figure="reputation.response"
          >
            <span className={classes.figureTitle}>{t("reputation.response")}</span>
            <span className={classes.figureValue}>{intl.formatNumber(...span(summary.responseMinutes))}</span>
            <span className={classes.figureChange}>
              {t("reputation.answered", { count: summary.answered })}
            </span>
          </Link>
        </li>
      )}
    </ul>
  );
}

/** A time in the unit in which people would tell it. */
function span(minutes: number): [number, FormatNumberOptions] {
  const [value, unit] =
    minutes < 90
      ? ([minutes, "minute"] as const)
      : minutes < 36 * 60
        ? ([minutes / 60, "hour"] as const)
        : ([minutes / 1440, "day"] as const);
  return [
    value,
    { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "minute" ? 0 : 1 },
  ];
}
