import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import type { labels } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import classes from "./welcome.module.css";

/** Some mentions as a newcomer first meets them: where, what, and in what tone. */
export function Said(props: {
  mentions: readonly { key: string; network: string; text: string; label: (typeof labels)[number] | null }[];
}) {
  const t = useWords();
  return (
    <ul className={classes.said}>
      {props.mentions.map(({ key, network, text, label }) => (
        <li key={key}>
          <NetworkIcon network={network} size={14} />
          <span>{text}</span>
          {label && (
            <b style={{ color: `var(--${label}-text)` }}>
              <span aria-hidden="true">{signs[label]}</span>
              <span className="unseen">{t(`mentions.label.${label}`)}</span>
            </b>
          )}
        </li>
      ))}
    </ul>
  );
}
