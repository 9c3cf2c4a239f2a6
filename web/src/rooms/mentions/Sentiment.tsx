import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";
import type { Label } from "./search.ts";

/** Sign beside each label: never colour alone. */
export const signs = { negative: "▼", neutral: "●", positive: "▲" } as const satisfies Record<Label, string>;

/** "▼ likely negative" until a person has said so. */
export function SentimentChip({ sentiment }: { sentiment: Mention["sentiment"] }) {
  const t = useWords();
  const { label, judgement } = sentiment;
  if (!label) return <span className={classes.chip}>{t("mentions.label.none")}</span>;
  return (
    <span
      className={classes.chip}
      style={{ color: `var(--${label}-text)`, background: `var(--${label}-soft)` }}
    >
      <span aria-hidden="true">{signs[label]}</span>{" "}
      {t(judgement || label === "neutral" ? `mentions.label.${label}` : `mentions.likely.${label}`)}
    </span>
  );
}

/** The score and the words that made it, heaviest first. */
export function Why({ sentiment }: { sentiment: Mention["sentiment"] }) {
  const t = useWords();
  const intl = useIntl();
  const signed = (value: number, digits: number) =>
    intl.formatNumber(value, {
      signDisplay: "exceptZero",
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    });
  const words = [...sentiment.words].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <p className={classes.why}>
      {sentiment.score !== null && <b>{signed(sentiment.score, 2)}</b>}{" "}
      {words.length === 0
        ? t("mentions.noWords")
        : t("mentions.words", {
            words: words.map(({ word, weight }) => `${word} ${signed(weight, 1)}`).join(", "),
          })}
    </p>
  );
}
