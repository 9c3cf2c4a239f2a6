import type { Query } from "../../../../src/listening/query.ts";
import { useWords } from "../../messages/language.tsx";
import { stretchesOf } from "./marks.ts";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";

/** A mention's text, with what was searched for and what weighed in its sentiment. */
export function MarkedText(props: {
  mention: Mention;
  words: Mention["sentiment"]["words"];
  query: Query | null;
}) {
  const { mention, words, query } = props;
  const t = useWords();
  const stretches = stretchesOf(mention.text, words, query);
  return (
    <p className={classes.whole} lang={mention.language === "und" ? undefined : mention.language} dir="auto">
      {stretches.map(({ at, text, weight, isFound }) => {
        if (weight === null && !isFound) return <span key={at}>{text}</span>;
        const tone = weight === null ? undefined : weight < 0 ? "negative" : "positive";
        const Element = isFound ? "mark" : "span";
        return (
          <Element
            key={at}
            data-tone={tone}
            title={weight === null ? undefined : t(weight < 0 ? "mentions.weighsDown" : "mentions.weighsUp")}
          >
            {text}
          </Element>
        );
      })}
    </p>
  );
}
