import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Chip } from "../../shared/Chip.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useDates } from "./dates.ts";
import { useDesk } from "./desk.ts";
import classes from "./panel.module.css";
import { type Attempt, type Publication, publicationQuery, useDeed } from "./queries.ts";
import { stateLooks } from "./states.ts";

/** One publication: its state, its instant in both zones, where it went, why it did not, and what a person can say. */
export function PublicationBox(props: {
  publication: Publication;
  /** Its own wording; null: the post's. */
  text: string | null;
  /** Whether a campaign may have counted readers of its links. */
  mayBeCounted: boolean;
}) {
  const { publication, text } = props;
  const t = useWords();
  const desk = useDesk();
  const [isOpen, setOpen] = useState(false);
  const profile = desk.profiles.get(publication.profile);
  const look = stateLooks[publication.state];
  return (
    <li className={classes.publication} data-state={publication.state}>
      <div className={classes.line}>
        <NetworkIcon network={publication.network} />
        <span className={classes.name}>{profile?.name ?? t("calendar.goneProfile")}</span>
        <span className={classes.push}>
          <Chip tone={look.tone} icon={look.icon} text={t(look.word)} />
        </span>
      </div>
      <Times publication={publication} />
      {desk.warnings.get(publication.id)?.map((warning) => (
        <p key={warning} className={classes.warning}>
          <Icon name="alert-triangle" size={16} />
          {warning}
        </p>
      ))}
      {text !== null && <p className={classes.why}>{text}</p>}
      {publication.error && (
        <p className={classes.why} style={{ background: `var(--${look.tone}-soft)` }}>
          {publication.error.message}
        </p>
      )}
      {props.mayBeCounted && publication.state === "published" && <Clicks id={publication.id} />}
      <Ways publication={publication} />
      <div className={classes.line}>
        {publication.remoteUrl && (
          <Button
            component="a"
            href={publication.remoteUrl}
            target="_blank"
            rel="noopener noreferrer"
            size="compact-sm"
            variant="light"
            leftSection={<Icon name="external-link" size={16} />}
          >
            {t("calendar.see")}
          </Button>
        )}
        {publication.state !== "draft" && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            leftSection={<Icon name={isOpen ? "chevron-up" : "chevron-down"} size={16} />}
          >
            {t("calendar.attempts")}
          </Button>
        )}
      </div>
      {isOpen && <Attempts id={publication.id} />}
    </li>
  );
}

/** How many readers followed its links; nothing where none was counted. */
function Clicks({ id }: { id: string }) {
  const t = useWords();
  const { data } = useQuery(publicationQuery(id));
  if (!data || data.links.length === 0) return null;
  return (
    <ul className={classes.links} aria-label={t("calendar.links")}>
      {data.links.map(({ url, target, clicks }) => (
        <li key={url} className={classes.line}>
          <a href={target} target="_blank" rel="noopener noreferrer" className={classes.name} title={target}>
            {target.replace(/^https?:\/\//, "").replace(/[?#].*$/, "")}
          </a>
          <b className={classes.push}>{t("calendar.clicks", { count: clicks })}</b>
        </li>
      ))}
    </ul>
  );
}

function Times({ publication }: { publication: Publication }) {
  const t = useWords();
  const desk = useDesk();
  const dates = useDates();
  const profileZone = desk.profiles.get(publication.profile)?.timeZone ?? publication.timeZone ?? desk.zone;
  const at = publication.publishedAt ?? publication.scheduledAt;
  if (at === null) return <div className="third">{t("calendar.noTime")}</div>;
  const zones = profileZone === desk.zone ? [desk.zone] : [profileZone, desk.zone];
  return (
    <div>
      {zones.map((zone) => (
        <div key={zone} className={zone === desk.zone && zones.length > 1 ? "third" : undefined}>
          <Moment at={at} timeZone={zone} /> <span className="third">{dates.zone(zone, Date.parse(at))}</span>
        </div>
      ))}
      <Punctuality publication={publication} zone={desk.zone} />
    </div>
  );
}

/** To the second when it went out, and how long after the time meant; nothing where a person sent it later. */
function Punctuality({ publication, zone }: { publication: Publication; zone: string }) {
  const t = useWords();
  const intl = useIntl();
  const { publishedAt, scheduledAt } = publication;
  if (publishedAt === null || scheduledAt === null) return null;
  const late = (Date.parse(publishedAt) - Date.parse(scheduledAt)) / 1000;
  if (late < 0 || late >= 60) return null;
  const time = intl.formatTime(publishedAt, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  });
  const seconds = intl.formatNumber(late, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return <div className="third">{t("calendar.wentOut", { time, seconds })}</div>;
}

/** What a person decides: to try again, or what became of one that nobody knows of. */
function Ways({ publication }: { publication: Publication }) {
  const t = useWords();
  const toasts = useToasts();
  const mayPublish = useMay("publish");
  const deed = useDeed();
  const [url, setUrl] = useState<string | null>(null);
  const { id, state } = publication;
  const said = (text: MessageId) => ({ onError: toasts.failed, onSuccess: () => toasts.done(t(text)) });
  const resolve = (as: "published" | "send-again" | "not-published", text: MessageId) =>
    deed.mutate({ kind: "resolve", publication: id, as, url: url || null }, said(text));
  if (!mayPublish) return null;
  if (state === "failed" || state === "missed" || state === "held")
    return (
      <div className={classes.acts}>
        <Button
          size="compact-sm"
          variant="default"
          loading={deed.isPending}
          onClick={() => deed.mutate({ kind: "retry", publication: id }, said("calendar.retrying"))}
          leftSection={<Icon name="refresh" size={16} />}
        >
          {t(state === "failed" ? "calendar.retry" : "calendar.sendNow")}
        </Button>
      </div>
    );
  if (state !== "unconfirmed") return null;
  return (
    <>
      <div>{t("calendar.lookThere")}</div>
      <div className={classes.acts}>
        <Button
          size="compact-sm"
          onClick={() => setUrl(url === null ? "" : null)}
          aria-expanded={url !== null}
        >
          {t("calendar.isThere")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          loading={deed.isPending}
          onClick={() => resolve("send-again", "calendar.retrying")}
        >
          {t("calendar.isNotThere")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => resolve("not-published", "calendar.leftFailed")}
        >
          {t("calendar.leaveIt")}
        </Button>
      </div>
      {url !== null && (
        <form
          className={classes.line}
          onSubmit={(event) => {
            event.preventDefault();
            resolve("published", "calendar.settled");
          }}
        >
          <TextInput
            type="url"
            label={t("calendar.itsAddress")}
            description={t("calendar.itsAddressHint")}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
            flex={1}
          />
          <Button type="submit" size="compact-md" loading={deed.isPending}>
            {t("calendar.markPublished")}
          </Button>
        </form>
      )}
    </>
  );
}

const outcomes = {
  published: "calendar.outcome.published",
  rejected: "calendar.outcome.rejected",
  retry: "calendar.outcome.retry",
  unconfirmed: "calendar.outcome.unconfirmed",
  lost: "calendar.outcome.lost",
} as const satisfies Record<NonNullable<Attempt["outcome"]>, MessageId>;

function Attempts({ id }: { id: string }) {
  const t = useWords();
  const query = useQuery(publicationQuery(id));
  return (
    <Read query={query} what="calendar.whatAttempts" rows={1}>
      {({ attempts }) =>
        attempts.length === 0 ? (
          <div className={classes.foot}>{t("calendar.noAttempts")}</div>
        ) : (
          <ol className={classes.attempts}>
            {attempts.map(({ number, kind, startedAt, outcome, detail }) => (
              <li key={number}>
                <Moment at={startedAt} /> {t(kind === "readBack" ? "calendar.readBack" : "calendar.sent")}{" "}
                {t(outcome ? outcomes[outcome] : "calendar.outcome.running")}
                {detail && <div>{detail}</div>}
              </li>
            ))}
          </ol>
        )
      }
    </Read>
  );
}
