import { useQuery } from "@tanstack/react-query";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Card } from "../../shared/Room.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import type { Held } from "./decisions.ts";
import classes from "./holds.module.css";
import { type Decision, previewQuery } from "./queries.ts";

/** What the decisions lead to, in the order in which things go out, and where they come too close; nothing leaves before. */
export function Outlook(props: {
  publications: readonly Held[];
  hold: string;
  /** Null: a new time is not filled in yet. */
  decisions: Record<string, Decision> | null;
  timeZone: string;
}) {
  const { publications, timeZone } = props;
  const t = useWords();
  const profiles = useQuery(profilesQuery);
  const preview = useQuery(previewQuery(props.hold, props.decisions));
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
          <p className="muted">{t("holds.outlookLead", { count: rows.length })}</p>
        )}
        <ol className={classes.outlook} data-stale={preview.isPlaceholderData || undefined}>
          {!preview.error &&
            rows.map(({ publication, at, near, held }) => (
              <li key={publication}>
                <Moment at={at} timeZone={timeZone} />
                <NetworkIcon network={held.network} size={16} />
                <span>
                  <span className={classes.text}>{held.text}</span>
                  <span className="third">
                    {profiles.data?.items.find(({ id }) => id === held.profile)?.name}
                  </span>
                  {near && (
                    <span className={classes.near}>
                      <Icon name="alert-triangle" size={14} /> {t("holds.near")}{" "}
                      <Moment at={near} timeZone={timeZone} />
                    </span>
                  )}
                </span>
              </li>
            ))}
        </ol>
      </div>
    </Card>
  );
}
