import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Card } from "../../shared/Room.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import type { Held } from "./decisions.ts";
import classes from "./holds.module.css";
import type { Outcome } from "./queries.ts";

const mostShown = 6;

/** The calendar that the decisions lead to, in the order in which things go out; nothing leaves before. */
export function Outlook(props: {
  publications: readonly Held[];
  preview: UseQueryResult<{ items: readonly Outcome[] }>;
  timeZone: string;
}) {
  const { publications, preview } = props;
  const t = useWords();
  const [isWhole, setWhole] = useState(false);
  const rows = (preview.data?.items ?? []).flatMap((row) => {
    const held = publications.find(({ id }) => id === row.publication);
    return held && row.state === "scheduled" && row.scheduledAt
      ? [{ ...row, held, at: row.scheduledAt }]
      : [];
  });
  return (
    <Card label={t("holds.outlook")}>
      <div className={classes.part}>
        <h2>{t("holds.outlook")}</h2>
        {preview.error ? (
          <FormFaults texts={[sentenceOf(preview.error, t("common.unreachable"), t("common.broken"))]} />
        ) : (
          <>
            <p className="muted">{t("holds.outlookLead", { count: rows.length })}</p>
            <ol className={classes.outlook} data-stale={preview.isPlaceholderData || undefined}>
              {rows.slice(0, isWhole ? rows.length : mostShown).map(({ publication, at, near, held }) => (
                <li key={publication}>
                  <Moment at={at} timeZone={props.timeZone} />
                  <NetworkIcon network={held.network} size={16} />
                  <span className={classes.outlookText}>
                    {held.text}
                    {near && <Near at={near} timeZone={props.timeZone} />}
                  </span>
                </li>
              ))}
            </ol>
            {rows.length > mostShown && (
              <Button size="compact-sm" variant="subtle" onClick={() => setWhole(!isWhole)}>
                {isWhole ? t("holds.outlookLess") : t("holds.outlookAll", { count: rows.length })}
              </Button>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

/** When one goes out by what was said of it, and what it comes too close to. */
export function OutcomeLine(props: { outcome: Outcome; isMoved: boolean; timeZone: string }) {
  const { state, scheduledAt, near } = props.outcome;
  if (state !== "scheduled" || !scheduledAt) return null;
  return (
    <span className={classes.outcome}>
      {props.isMoved && (
        <>
          → <Moment at={scheduledAt} timeZone={props.timeZone} />
        </>
      )}
      {near && <Near at={near} timeZone={props.timeZone} />}
    </span>
  );
}

function Near({ at, timeZone }: { at: string; timeZone: string }) {
  const t = useWords();
  return (
    <span className={classes.near}>
      <Icon name="alert-triangle" size={14} /> {t("holds.near")} <Moment at={at} timeZone={timeZone} />
    </span>
  );
}
