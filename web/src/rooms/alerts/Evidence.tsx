import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Door } from "../../shared/Door.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Card } from "../../shared/Room.tsx";
import classes from "./alerts.module.css";
import type { AlertDetail, Rule } from "./queries.ts";
import { mentionsBehind, useAlertTime } from "./words.ts";

/** Of how many people the API tells how much they wrote. */
const mostActive = 3;
/** Below it, what they wrote is no more than others did. */
const leastShare = 0.25;

/** Which mentions, which words, where, and by how many people; each leads to what it counts. */
export function Evidence(props: {
  alert: AlertDetail;
  kind: Rule["kind"];
  networkName: (id: string) => string;
}) {
  const { alert, kind, networkName } = props;
  const t = useWords();
  const intl = useIntl();
  const timeOf = useAlertTime();
  const { origin } = alert;
  const { topMentions, terms, sources, authors, seen, subject } = alert.evidence;
  if (subject)
    return subject.kind === "publication" ? null : (
      <Card>
        <p className={classes.padded}>
          {subject.kind === "post" ? (
            <Link to="/review" search={{ post: subject.id }}>
              {t("alerts.openReview")}
            </Link>
          ) : (
            <Link to="/profiles" search={{ tab: subject.kind === "source" ? "sources" : "profiles" }}>
              {t("alerts.openSubject")}
            </Link>
          )}
        </p>
      </Card>
    );
  const most = Math.max(...sources.map(({ count }) => count), 1);
  return (
    <Card label={t("alerts.why")}>
      <div className={classes.evidence}>
        <section>
          <h3>
            {t("alerts.topMentions")} ·{" "}
            <Door to={mentionsBehind(alert, kind)}>
              {t("alerts.allMentions", { count: origin?.mentions ?? seen })}
            </Door>
          </h3>
          <ul className={classes.mentions}>
            {topMentions.map((mention) => (
              <li key={mention.id}>
                <NetworkIcon network={mention.network} name={networkName(mention.network)} size={16} />
                <div>
                  <p className={classes.quoted}>{mention.text}</p>
                  <p className="third">
                    {mention.author && (
                      <Door to={mentionsBehind(alert, undefined, { author: mention.author })}>
                        @{mention.author}
                      </Door>
                    )}
                    {mention.followers !== null && (
                      <> · {t("alerts.followers", { count: mention.followers })}</>
                    )}
                    {mention.url && (
                      <>
                        {" · "}
                        <Anchor href={mention.url} target="_blank" rel="noreferrer" size="sm">
                          {t("alerts.openSource", { network: networkName(mention.network) })}{" "}
                          <Icon name="external-link" size={14} />
                        </Anchor>
                      </>
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <div>
          <section>
            <h3>{t("alerts.terms")}</h3>
            {terms.length === 0 && <p className="muted">{t("alerts.noTerms")}</p>}
            <ul className={classes.terms}>
              {terms.map(({ term, count }) => (
                <li key={term}>
                  <Door to={mentionsBehind(alert, kind, { q: term })}>{term}</Door> <b>{count}</b>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t("alerts.sources")}</h3>
            <ul className={classes.bars}>
              {sources.map(({ network, count }) => (
                <li key={network}>
                  <Door to={mentionsBehind(alert, kind, { network })}>{networkName(network)}</Door>
                  <span className={classes.bar}>
                    <span style={{ width: `${(100 * count) / most}%` }} />
                  </span>
                  <b>{count}</b>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t("alerts.authors")}</h3>
            <p>{t("alerts.authorsText", { count: authors })}</p>
            {origin && origin.byMostActive >= leastShare * origin.mentions && origin.authors > mostActive && (
              <p>
                {t("alerts.mostActive", {
                  count: mostActive,
                  share: intl.formatNumber(origin.byMostActive / Math.max(1, origin.mentions), {
                    style: "percent",
                    maximumFractionDigits: 0,
                  }),
                  of: origin.mentions,
                })}
              </p>
            )}
            {origin?.first && (
              <p>
                <Door to={mentionsBehind(alert, kind, { open: origin.first.id })}>
                  {t("alerts.firstMention", { at: timeOf(origin.first.at) })}
                </Door>
              </p>
            )}
          </section>
        </div>
      </div>
    </Card>
  );
}
