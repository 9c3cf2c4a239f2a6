import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useIntl } from "react-intl";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import classes from "./mentions.module.css";
import { type Mention, wordsQuery } from "./queries.ts";
import { signs } from "./signs.ts";
import { Weigh } from "./Weigh.tsx";

/** "▼ likely negative" until a person has said so. */
export function SentimentChip({
  sentiment,
}: {
  sentiment: Pick<Mention["sentiment"], "label" | "judgement">;
}) {
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

export const ownScorer = "vigie";

/** The score, the words that made it, heaviest first, and which model read the text where it was not Vigie. */
export function Why(props: {
  sentiment: Pick<Mention["sentiment"], "scorer" | "score">;
  words: ScoreWords;
  /** Of the text: a word that is given another weight gets it in this language. */
  language: string;
}) {
  const { words } = props;
  const { scorer, score } = props.sentiment;
  const t = useWords();
  const signed = useSigned();
  return (
    <p className={classes.why} aria-live="polite">
      {score !== null && <b>{signed(score, 2)}</b>}{" "}
      {words.kind === "unasked" ? (
        <Anchor component="button" type="button" fz="inherit" onClick={words.ask}>
          {t("mentions.askWords")}
        </Anchor>
      ) : words.kind === "known" && words.words.length > 0 ? (
        <Weighed words={words.words} isOurs={scorer === ownScorer} language={props.language} />
      ) : (
        t(withoutWords(scorer, words.kind))
      )}
      {scorer !== ownScorer && ` · ${t("mentions.readBy", { scorer })}`}
    </p>
  );
}

function withoutWords(scorer: string, kind: "coming" | "unknown" | "known"): MessageId {
  switch (kind) {
    case "coming":
      return "mentions.wordsComing";
    case "unknown":
      return "mentions.wordsUnknown";
    case "known":
      return scorer === ownScorer ? "mentions.noWords" : "mentions.noSingleWord";
  }
}

function Weighed(props: { words: Mention["sentiment"]["words"]; isOurs: boolean; language: string }) {
  const t = useWords();
  const signed = useSigned();
  const mayWeigh = useMay("configure");
  // The list's weights are small numbers; a model's are parts of its score.
  const digits = props.isOurs ? 1 : 2;
  const words = [...props.words].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <>
      {t("mentions.words")}{" "}
      {words.map(({ word, weight }, index) => (
        // A word may stand in a text twice, with another weight after a negation.
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one text never change their order
        <Fragment key={index}>
          {index > 0 && ", "}
          {mayWeigh ? (
            <Weigh word={word} language={props.language}>
              {word} {signed(weight, digits)}
            </Weigh>
          ) : (
            `${word} ${signed(weight, digits)}`
          )}
        </Fragment>
      ))}
    </>
  );
}

/** A number with its sign. */
export function useSigned(): (value: number, digits: number) => string {
  const intl = useIntl();
  return (value, digits) =>
    intl.formatNumber(value, {
      signDisplay: "exceptZero",
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    });
}
