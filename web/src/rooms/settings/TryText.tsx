import { Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Read } from "../../shared/Read.tsx";
import type { Mention } from "../mentions/queries.ts";
import { ownScorer, SentimentChip, Why } from "../mentions/Sentiment.tsx";
import { tryTextQuery } from "../mentions/word-queries.ts";
import { Section } from "./Section.tsx";
import classes from "./settings.module.css";

const afterMilliseconds = 400;
type Reading = Pick<Mention["sentiment"], "label" | "score" | "words">;

/** A pasted text, as it is read here and as it is read elsewhere. */
export function TryText() {
  const t = useWords();
  const intl = useIntl();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, afterMilliseconds);
  const reading = useQuery(tryTextQuery(asked));
  return (
    <Section title={t("settings.tryText")} lead={t("settings.tryLead")}>
      <Textarea
        label={t("settings.tryLabel")}
        placeholder={t("settings.tryExample")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {asked.trim() !== "" && (
        <div aria-live="polite" className={classes.readings}>
          <Read query={reading} what="settings.whatTry">
            {({ language, withoutOwn, ...own }) => {
              const name = intl.formatDisplayName(language, { type: "language" }) ?? language;
              if (own.label === null)
                return (
                  <p className="muted">
                    {language !== "und" && t("settings.tryLanguage", { language: name })}{" "}
                    {t("settings.tryUnread")}
                  </p>
                );
              const isSame = own.score === withoutOwn.score;
              return (
                <>
                  <p className="third">{t("settings.tryLanguage", { language: name })}</p>
                  <OneReading title={t("settings.tryHere")} reading={own} language={language} />
                  {isSame ? (
                    <p className="third">{t("settings.trySame")}</p>
                  ) : (
                    <OneReading title={t("settings.tryElsewhere")} reading={withoutOwn} language={language} />
                  )}
                </>
              );
            }}
          </Read>
        </div>
      )}
    </Section>
  );
}

function OneReading(props: { title: string; reading: Reading; language: string }) {
  const sentiment = { ...props.reading, judgement: null, scorer: ownScorer };
  const words = { kind: "known", words: props.reading.words } as const;
  return (
    <div>
      <b>{props.title}</b> <SentimentChip sentiment={sentiment} />
      <Why sentiment={sentiment} words={words} language={props.language} />
    </div>
  );
}
