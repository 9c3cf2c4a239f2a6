import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useSigned } from "../mentions/Sentiment.tsx";
import { signs } from "../mentions/signs.ts";
import { learnedQuery } from "../mentions/word-queries.ts";
import { Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** What judgements taught: whether it helps, by how much, and which words. */
export function Learned() {
  const t = useWords();
  const intl = useIntl();
  const signed = useSigned();
  const query = useQuery(learnedQuery);
  const percent = (value: number) =>
    intl.formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <Section title={t("settings.learned")} lead={t("settings.learnedLead")}>
      <Read query={query} what="settings.whatLearned">
        {({ judged, fewest, learned }) =>
          learned === null ? (
            <p>{t("settings.learnedNone", { judged, fewest })}</p>
          ) : (
            <>
              <div>
                {learned.inUse ? (
                  <Chip tone="state-published" icon="circle-check" text={t("settings.learnedIn")} />
                ) : (
                  <Chip tone="state-draft" icon="ban" text={t("settings.learnedOut")} />
                )}{" "}
                <span className="third">
                  <Moment at={learned.learnedAt} />
                </span>
              </div>
              <p>
                {t("settings.learnedFigures", {
                  texts: learned.texts,
                  before: percent(learned.before),
                  after: percent(learned.after),
                })}{" "}
                {t("settings.learnedCount", { count: learned.wordCount })}
              </p>
              <h3 className={classes.small}>{t("settings.learnedWords")}</h3>
              <ul className={classes.taught}>
                {learned.words.map(({ word, language, weight }) => (
                  <li key={`${language} ${word}`}>
                    {word} <span className="third">{language}</span>{" "}
                    <span style={{ color: `var(--${weight < 0 ? "negative" : "positive"}-text)` }}>
                      <span aria-hidden="true">{weight < 0 ? signs.negative : signs.positive}</span>{" "}
                      {signed(weight, 2)}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Read>
    </Section>
  );
}
