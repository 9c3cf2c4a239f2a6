import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import classes from "./mentions.module.css";
import { type Mention, wordsQuery } from "./queries.ts";
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

/** The words that made a score: stored with those of Vigie's own scorer, asked for where a model read the text. */
export type ScoreWords =
  | { kind: "known"; words: Mention["sentiment"]["words"] }
  | { kind: "unasked"; ask: () => void }
  | { kind: "coming" }
  | { kind: "unknown" };

/** A model is asked when a person wants to know: it reads the text once more for each of its words. */
export function useScoreWords({ id, sentiment: { scorer, words } }: Mention): ScoreWords {
  const [askedId, setAskedId] = useState<string | null>(null);
  const isOurs = scorer === ownScorer;
  const asked = useQuery({ ...wordsQuery(id, scorer), enabled: !isOurs && askedId === id });
  if (isOurs) return { kind: "known", words };
  if (asked.data?.words) return { kind: "known", words: asked.data.words };
  if (asked.isFetching) return { kind: "coming" };
  return asked.isPending ? { kind: "unasked", ask: () => setAskedId(id) } : { kind: "unknown" };
}

const ownScorer = "vigie";

/** The score, the words that made it, heaviest first, and which model read the text where it was not Vigie. */
export function Why({ sentiment, words }: { sentiment: Mention["sentiment"]; words: ScoreWords }) {
  const t = useWords();
  const intl = useIntl();
  const signed = (value: number, digits: number) =>
    intl.formatNumber(value, {
      signDisplay: "exceptZero",
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    });
  const { scorer, score } = sentiment;
  return (
    <p className={classes.why} aria-live="polite">
      {score !== null && <b>{signed(score, 2)}</b>}{" "}
      {words.kind === "unasked" ? (
        <Anchor component="button" type="button" fz="inherit" onClick={words.ask}>
          {t("mentions.askWords")}
        </Anchor>
      ) : (
        said(t, scorer, words, signed)
      )}
      {scorer !== ownScorer && ` · ${t("mentions.readBy", { scorer })}`}
    </p>
  );
}

function said(
  t: ReturnType<typeof useWords>,
  scorer: string,
  found: Exclude<ScoreWords, { kind: "unasked" }>,
  signed: (value: number, digits: number) => string,
): string {
  switch (found.kind) {
    case "coming":
      return t("mentions.wordsComing");
    case "unknown":
      return t("mentions.wordsUnknown");
    case "known": {
      if (found.words.length === 0)
        return t(scorer === ownScorer ? "mentions.noWords" : "mentions.noSingleWord");
      // The list's weights are small numbers; a model's are parts of its score.
      const digits = scorer === ownScorer ? 1 : 2;
      const words = [...found.words].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
      return t("mentions.words", {
        words: words.map(({ word, weight }) => `${word} ${signed(weight, digits)}`).join(", "),
      });
    }
  }
}
