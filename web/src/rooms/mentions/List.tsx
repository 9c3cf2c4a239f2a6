import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";
import { SentimentChip } from "./Sentiment.tsx";
import type { StoryRow } from "./stories.ts";

const rowHeight = 104;
/** Rows below the screen before the next page is asked for. */
const readAhead = 30;
/** Pages that are read in a row although all they bring is folded below the same few texts. */
const mostFoldedPages = 10;

/**
 * Mentions one below the other, only those in sight in the page: however many there are, it scrolls alike. One stop of
 * the Tab key; J and K walk.
 */
export function MentionList(props: {
  rows: readonly StoryRow<Mention>[];
  /** Of the filter, where it is known. */
  total: number | null;
  openId: string | null;
  selected: ReadonlySet<string>;
  hasMore: boolean;
  /** How many were read. */
  pages: number;
  onMore: () => void;
  onOpen: (id: string) => void;
  onUnfold: (story: string) => void;
}) {
  const { rows, openId, hasMore, pages, onMore } = props;
  const t = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.mention.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const since = useRef({ rows: 0, pages: 0 });
  const [isResting, setResting] = useState(false);
  useEffect(() => {
    if (rows.length >= since.current.rows + readAhead || pages < since.current.pages)
      since.current = { rows: rows.length, pages };
    const isNear = hasMore && lastShown >= rows.length - readAhead;
    const wouldRest = isNear && pages - since.current.pages >= mostFoldedPages;
    setResting(wouldRest);
    if (isNear && !wouldRest) onMore();
  }, [hasMore, lastShown, rows.length, pages, onMore]);
  const openIndex = rows.findIndex(({ mention }) => mention.id === openId);
  useEffect(() => {
    if (openIndex !== -1) virtual.scrollToIndex(openIndex, { align: "auto" });
  }, [openIndex, virtual]);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of rows that come and go as it scrolls */}
      <div
        ref={scroller}
        className={classes.list}
        role="grid"
        aria-label={t("mentions.list")}
        aria-rowcount={props.total ?? -1}
        aria-activedescendant={openIndex === -1 ? undefined : `mention-${openId}`}
        tabIndex={0}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index];
            return (
              row && (
                <Row
                  key={key}
                  row={row}
                  index={index}
                  start={start}
                  isOpen={row.mention.id === openId}
                  isSelected={props.selected.has(row.mention.id)}
                  onOpen={props.onOpen}
                  onUnfold={props.onUnfold}
                />
              )
            );
          })}
        </div>
      </div>
      {isResting && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            since.current = { rows: rows.length, pages };
            onMore();
          }}
        >
          {t("mentions.onlyCopies")}
        </Button>
      )}
    </>
  );
}

/** A scroll draws only rows that come: those that stay in sight are left as they are. */
const Row = memo(function Row(props: {
  row: StoryRow<Mention>;
  index: number;
  start: number;
  isOpen: boolean;
  isSelected: boolean;
  onOpen: (id: string) => void;
  onUnfold: (story: string) => void;
}) {
  const { row, index } = props;
  const { mention } = row;
  const t = useWords();
  const intl = useIntl();
  const followers = mention.author?.followers ?? 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: J, K and O walk the rows, from anywhere in the room
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active row
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      role="row"
      id={`mention-${mention.id}`}
      aria-rowindex={index + 1}
      aria-selected={props.isOpen || props.isSelected}
      className={classes.row}
      data-open={props.isOpen || undefined}
      data-selected={props.isSelected || undefined}
      data-copy={row.isCopy || undefined}
      data-triage={mention.triage}
      style={{ transform: `translateY(${props.start}px)`, height: rowHeight }}
      onClick={() => props.onOpen(mention.id)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the grid */}
      <div role="gridcell" className={classes.cell}>
        <div className={classes.rowHead}>
          {props.isSelected && <span className={classes.tick}>{t("mentions.selectedMark")}</span>}
          <SentimentChip sentiment={mention.sentiment} />
          <b className={classes.author}>{authorOf(mention) ?? mention.site ?? t("mentions.nobody")}</b>
          <span className={classes.when}>
            <Moment at={mention.publishedAt} relative /> <NetworkIcon network={mention.network} size={16} />
          </span>
        </div>
        <p className={classes.text} lang={mention.language === "und" ? undefined : mention.language}>
          {mention.text}
        </p>
        <div className={classes.meta}>
          {row.copies > 0 && (
            <button
              type="button"
              className={classes.copies}
              onClick={(event) => {
                event.stopPropagation();
                props.onUnfold(mention.story);
              }}
            >
              {t("mentions.copies", { count: row.copies })}
            </button>
          )}
          {followers > 0 && (
            <span>
              {t("mentions.reach", { reach: intl.formatNumber(followers, { notation: "compact" }) })}
            </span>
          )}
          {mention.triage === "done" && <span>{t("mentions.isDone")}</span>}
          {mention.triage === "hidden" && <span>{t("mentions.isHidden")}</span>}
          {mention.assignee && <span>{t("mentions.isAssigned")}</span>}
        </div>
      </div>
    </div>
  );
});

/** "@marie", or the name where there is no handle to speak of. */
export function authorOf({ author }: Mention): string | null {
  if (!author) return null;
  return /\s/.test(author.handle) ? author.handle : `@${author.handle.replace(/^@/, "")}`;
}
