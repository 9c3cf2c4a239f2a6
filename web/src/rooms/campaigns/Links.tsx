import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Door } from "../../shared/Door.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import classes from "./campaigns.module.css";
import { type Campaign, linksQuery } from "./queries.ts";

/** Each counted link of a campaign with its readers, those followed most first. */
export function Links({ campaign }: { campaign: Campaign }) {
  const t = useWords();
  const intl = useIntl();
  const links = useQuery(linksQuery(campaign.id));
  const profiles = useQuery(profilesQuery);
  return (
    <Read query={links} what="campaigns.whatLinks" rows={2}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={classes.none}>
            {t(campaign.trackLinks ? "campaigns.noLinksYet" : "campaigns.linksNotCounted")}
          </p>
        ) : (
          <div className={classes.scroll}>
            <table className={classes.links} aria-label={t("campaigns.linksOf", { name: campaign.name })}>
              <thead>
                <tr>
                  <th scope="col">{t("campaigns.target")}</th>
                  <th scope="col">{t("campaigns.where")}</th>
                  <th scope="col" className={classes.number}>
                    {t("campaigns.clicks")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ code, url, target, post, profile, network, publishedAt, clicks }) => (
                  <tr key={code}>
                    <td>
                      <a href={target} target="_blank" rel="noreferrer">
                        {target}
                      </a>
                      <div className="third">{url}</div>
                    </td>
                    <td>
                      {network && <NetworkIcon network={network} size={16} />}{" "}
                      {post ? (
                        <Door to={`/calendar?post=${post}`}>
                          {profiles.data?.items.find(({ id }) => id === profile)?.name ?? network ?? post}
                        </Door>
                      ) : (
                        t("campaigns.postGone")
                      )}
                      {publishedAt && (
                        <div className="third">
                          <Moment at={publishedAt} />
                        </div>
                      )}
                    </td>
                    <td className={classes.number}>{intl.formatNumber(clicks)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Read>
  );
}
