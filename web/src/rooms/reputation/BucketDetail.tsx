import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import type { Bucket } from "./queries.ts";

/** The figures of one column, each the door to its mentions. */
export function BucketDetail(props: {
  bucket: Bucket;
  when: string;
  note: string;
  own: number;
  doorTo: (bucket: Bucket, label?: MentionsSearch["label"]) => MentionsSearch;
}) {
  const { bucket } = props;
  const t = useWords();
  const intl = useIntl();
  return (
    <>
      <b>{props.when}</b>
      {props.note !== "" && <span>{props.note}</span>}
      <Link to="/mentions" search={props.doorTo(bucket)}>
        {t("mentions.count", { count: bucket.mentions })}
      </Link>
      {labels.map((label) => (
        <Link key={label} to="/mentions" search={props.doorTo(bucket, label)}>
          <span aria-hidden="true" style={{ color: `var(--${label}-text)` }}>
            {signs[label]}
          </span>{" "}
          {intl.formatNumber(bucket[label])} {t(`mentions.label.${label}`)}
        </Link>
      ))}
      {props.own > 0 && <span>▽ {t("reputation.own", { count: props.own })}</span>}
    </>
  );
}
