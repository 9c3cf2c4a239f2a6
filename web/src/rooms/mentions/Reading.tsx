import { Anchor, Button, Menu, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import type { Query } from "../../../../src/listening/query.ts";
import { useMay } from "../../api/session.ts";
import { membersQuery, monitorsQuery, networksQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import { Moment } from "../../shared/Moment.tsx";
import { AlertDoors } from "./AlertDoors.tsx";
import { Answers } from "./Answers.tsx";
import { authorOf } from "./List.tsx";
import { MarkedText } from "./MarkedText.tsx";
import classes from "./mentions.module.css";
import { copiesQuery, type Mention } from "./queries.ts";
import { ReplyBox } from "./ReplyBox.tsx";
import { keptReply } from "./replying.ts";
import { SentimentChip, useScoreWords, Why } from "./Sentiment.tsx";
import { labels } from "./search.ts";
import { signs } from "./signs.ts";
import { useSwipe } from "./swipe.ts";
import type { Triage } from "./triage.ts";

/** One mention whole: who, where, what, why this sentiment, and what to do with it. */
export function Reading(props: {
  mention: Mention;
  query: Query | null;
  triage: Triage;
  isUnfolded: boolean;
  onUnfold: () => void;
  onOpenMonitor: (id: string) => void;
  onClose: () => void;
  /** Whether it is being answered; asked for, or left. */
  isReplying: boolean;
  onReply: (isReplying: boolean) => void;
  /** It was answered, and is done with that. */
  onAnswered: () => void;
}) {
  const { mention, triage } = props;
  const t = useWords();
  const intl = useIntl();
  const mayPublish = useMay("publish");
  const networks = useQuery(networksQuery);
  const monitors = useQuery(monitorsQuery);
  const network = networks.data?.items.find(({ id }) => id === mention.network)?.name ?? mention.network;
  const { author, sentiment } = mention;
  const words = useScoreWords(mention);
  const source = sourceOf(mention);
  const { likes, shares, replies } = mention.engagement;
  const swipe = useSwipe((to) => {
    if (!triage.mayChange || props.isReplying) return;
    if (to === "right") triage.done([mention]);
    else triage.later([mention]);
  });
  return (
    <article className={classes.reading} aria-label={t("mentions.reading")} {...swipe}>
      <header className={classes.readingHead}>
        <Button
          className={classes.back}
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="arrow-left" />}
          onClick={props.onClose}
        >
          {t("mentions.back")}
        </Button>
        <h2>{authorOf(mention) ?? mention.site ?? t("mentions.nobody")}</h2>
        <p className="third">
          {[
            author?.name && author.name !== author.handle ? author.name : null,
            author?.followers ? t("mentions.followers", { count: author.followers }) : null,
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
        <p className={classes.where}>
          <NetworkIcon network={mention.network} name={network} size={16} /> {network} ·{" "}
          <Moment at={mention.publishedAt} />
          {source && (
            <>
              {" · "}
              <Anchor href={source} target="_blank" rel="noopener noreferrer nofollow">
                {t("mentions.openSource")} <Icon name="external-link" size={14} />
              </Anchor>
            </>
          )}
        </p>
      </header>
      <MarkedText mention={mention} words={words.kind === "known" ? words.words : []} query={props.query} />
      <section className={classes.tone} aria-label={t("mentions.sentiment")}>
        <div className={classes.toneHead}>
          <SentimentChip sentiment={sentiment} />
          {sentiment.judgement && (
            <span className="third">
              {t("mentions.correctedBy", {
                name: sentiment.judgement.by,
                scored: t(`mentions.label.${sentiment.judgement.scored ?? "none"}`),
              })}
            </span>
          )}
          <fieldset className={classes.labels}>
            <legend className={classes.hiddenLegend}>{t("mentions.correct")}</legend>
            {labels.map((label, index) => (
              <Tooltip
                key={label}
                label={t("mentions.withKey", { what: t(`mentions.label.${label}`), key: String(index + 1) })}
              >
                <Button
                  size="compact-sm"
                  variant={sentiment.label === label ? "light" : "default"}
                  aria-pressed={sentiment.label === label}
                  disabled={!triage.mayChange}
                  onClick={() => triage.label([mention], label)}
                >
                  <span aria-hidden="true" style={{ color: `var(--${label}-text)`, marginInlineEnd: 4 }}>
                    {signs[label]}
                  </span>{" "}
                  {t(`mentions.label.${label}`)}
                </Button>
              </Tooltip>
            ))}
          </fieldset>
        </div>
        <Why sentiment={sentiment} words={words} language={mention.language} />
      </section>
      <p className={classes.facts}>
        {t("mentions.monitors")}{" "}
        {mention.monitors.map((id, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Anchor component="button" type="button" onClick={() => props.onOpenMonitor(id)}>
              {monitors.data?.items.find((monitor) => monitor.id === id)?.name ?? "…"}
            </Anchor>
          </span>
        ))}
        {likes + shares + replies > 0 && (
          <>
            {" · "}
            {t("mentions.engagement", { likes, shares, replies })}
          </>
        )}
        {mention.language !== "und" && (
          <> · {intl.formatDisplayName(mention.language, { type: "language" })}</>
        )}
      </p>
      <AlertDoors mention={mention} />
      <Copies mention={mention} isUnfolded={props.isUnfolded} onUnfold={props.onUnfold} />
      <Answers mention={mention} />
      {props.isReplying ? (
        <ReplyBox
          mention={mention}
          source={source}
          onDone={triage.mayChange ? props.onAnswered : null}
          onClose={() => props.onReply(false)}
        />
      ) : triage.mayChange || mayPublish ? (
        <footer className={classes.acts}>
          {mayPublish && (
            <Act
              icon="arrow-forward-up"
              word={t(keptReply(mention.id) === "" ? "mentions.act.reply" : "mentions.act.goOnReplying")}
              letter="R"
              onClick={() => props.onReply(true)}
            />
          )}
          {triage.mayChange && <Sorting mention={mention} triage={triage} />}
        </footer>
      ) : (
        <p className="muted">{t("mentions.notAllowed")}</p>
      )}
    </article>
  );
}

/** What is to become of the mention. */
function Sorting({ mention, triage }: { mention: Mention; triage: Triage }) {
  const t = useWords();
  return (
    <>
      <Act
        icon="check"
        word={t("mentions.act.done")}
        letter="E"
        isMain
        onClick={() => triage.done([mention])}
      />
      <Assign mention={mention} triage={triage} />
      <Act icon="clock" word={t("mentions.act.later")} letter="S" onClick={() => triage.later([mention])} />
      <Act icon="eye-off" word={t("mentions.act.hide")} letter="H" onClick={() => triage.hide([mention])} />
    </>
  );
}

/** The address at the source, where it is one that a browser may open. */
export function sourceOf({ url }: Mention): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

function Copies(props: { mention: Mention; isUnfolded: boolean; onUnfold: () => void }) {
  const t = useWords();
  const copies = useQuery(copiesQuery(props.mention.id));
  const items = copies.data?.items ?? [];
  if (items.length === 0) return null;
  const count = copies.data?.nextCursor ? `${items.length}+` : String(items.length);
  return (
    <section className={classes.copiesPart} aria-label={t("mentions.copiesTitle")}>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={props.isUnfolded}
        leftSection={<Icon name={props.isUnfolded ? "chevron-down" : "chevron-right"} />}
        onClick={props.onUnfold}
      >
        {t("mentions.copiesAll", { count: items.length, shown: count })}
      </Button>
      {props.isUnfolded && (
        <ul>
          {items.map((copy) => {
            const at = sourceOf(copy);
            const who = authorOf(copy) ?? copy.site ?? t("mentions.nobody");
            return (
              <li key={copy.id}>
                <NetworkIcon network={copy.network} size={14} />{" "}
                {at ? (
                  <Anchor href={at} target="_blank" rel="noopener noreferrer nofollow">
                    {who}
                  </Anchor>
                ) : (
                  who
                )}{" "}
                <span className="third">
                  <Moment at={copy.publishedAt} relative />
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Act(props: { icon: IconName; word: string; letter: string; isMain?: boolean; onClick: () => void }) {
  const t = useWords();
  return (
    <Tooltip label={t("mentions.withKey", { what: props.word, key: props.letter })}>
      <Button
        size="xs"
        variant={props.isMain ? "filled" : "default"}
        leftSection={<Icon name={props.icon} size={16} />}
        onClick={props.onClick}
      >
        {props.word}
      </Button>
    </Tooltip>
  );
}

function Assign({ mention, triage }: { mention: Mention; triage: Triage }) {
  const t = useWords();
  const members = useQuery(membersQuery);
  const people = members.data?.items ?? [];
  const assignee = people.find(({ id }) => id === mention.assignee)?.name ?? mention.assignee;
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Icon name="user-plus" size={16} />}>
          {assignee ?? t("mentions.act.assign")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {people.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => triage.assign([mention], id)}>
            {name}
          </Menu.Item>
        ))}
        {mention.assignee && (
          <Menu.Item onClick={() => triage.assign([mention], null)}>{t("mentions.act.unassign")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
