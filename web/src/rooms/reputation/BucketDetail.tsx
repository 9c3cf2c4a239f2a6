import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { labels, type MentionsSearch } from "../mentions/search.ts";
import { signs } from "../mentions/signs.ts";
import { MarkLine } from "./MarkLine.tsx";
import type { Mark } from "./marks.ts";
import { OwnLinks } from "./OwnLinks.tsx";
import type { Published, Usual } from "./queries.ts";
import type { Counted } from "./time-axis.ts";

/** The figures of one column, or of several that were taken together, each the door to its mentions. */
export function BucketDetail(props: {
  bucket: Counted;
  when: string;
  note: string;
  own: readonly Published[];
  /** Of one column; null: not asked for, or not known. */
  usual: Usual | null;
  /** What happened meanwhile. */
  marks: readonly Mark[];
  timeZone: string;
  doorTo: (bucket: Counted, label?: MentionsSearch["label"]) => MentionsSearch;
  /** Writes down what happened then; null: nobody may. */
  onNote: (() => void) | null;
  /** Shows this time alone; null: it is alone. */
  onZoom: (() => void) | null;
}) {
  const { bucket, usual } = props;
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
      {usual && (
        <span>
          {t("reputation.usualIs", {
            low: intl.formatNumber(Math.floor(usual.low)),
            high: intl.formatNumber(Math.ceil(usual.high)),
          })}
        </span>
      )}
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
      {props.onNote && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Icon name="pencil" size={14} />}
          onClick={props.onNote}
        >
          {t("reputation.note.add")}
        </Button>
      )}
      {props.own.length > 0 && <OwnLinks own={props.own} timeZone={props.timeZone} />}
      {props.marks.map((mark) => (
        <MarkLine key={mark.key} mark={mark} />
      ))}
    </>
  );
}
