import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import type { Counted } from "./time-axis.ts";

/** The figures of one column, or of several that were taken together, each the door to its mentions. */
export function BucketDetail(props: {
  bucket: Counted;
  when: string;
  note: string;
  own: number;
  doorTo: (bucket: Counted, label?: MentionsSearch["label"]) => MentionsSearch;
  /** Shows this time alone; null: it is alone. */
  onZoom: (() => void) | null;
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
      {props.onZoom && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Icon name="search" size={14} />}
          onClick={props.onZoom}
        >
          {t("reputation.zoom")}
        </Button>
      )}
      {props.own > 0 && <span>▽ {t("reputation.own", { count: props.own })}</span>}
    </>
  );
}
