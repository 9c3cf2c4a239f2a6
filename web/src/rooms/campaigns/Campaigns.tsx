import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { campaignsQuery } from "../../api/planning.ts";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Door } from "../../shared/Door.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { CampaignForm } from "./CampaignForm.tsx";
import classes from "./campaigns.module.css";
import { Links } from "./Links.tsx";
import { type Campaign, useArchiveCampaign } from "./queries.ts";

/** Posts with one purpose: what their links carry, and who followed them. */
function Campaigns() {
  const t = useWords();
  const { campaign: opened } = campaignsLazyRoute.useSearch();
  const navigate = campaignsLazyRoute.useNavigate();
  const mayChange = useMay("publish");
  const campaigns = useQuery(campaignsQuery);
  const [form, setForm] = useState<Campaign | "new" | null>(null);
  const open = (campaign: string | undefined) =>
    void navigate({ search: ({ compose, at }) => ({ ...(compose ? { compose, at } : {}), campaign }) });
  return (
    <Room
      title={t("rooms.campaigns")}
      actions={
        mayChange && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setForm("new")}>
            {t("campaigns.new")}
          </Button>
        )
      }
    >
      <Read query={campaigns} what="campaigns.what">
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <Empty icon="target-arrow" text={t("campaigns.empty")} />
            </Card>
          ) : (
            <ul className={classes.list}>
              {items.map((campaign) => (
                <li key={campaign.id} className={classes.campaign}>
                  <Line
                    campaign={campaign}
                    isOpen={campaign.id === opened}
                    onToggle={() => open(campaign.id === opened ? undefined : campaign.id)}
                    onEdit={mayChange ? () => setForm(campaign) : null}
                  />
                  {campaign.id === opened && <Links campaign={campaign} />}
                </li>
              ))}
            </ul>
          )
        }
      </Read>
      {form && <CampaignForm campaign={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Room>
  );
}

export const campaignsLazyRoute = createLazyRoute("/frame/campaigns")({ component: Campaigns });

function Line(props: {
  campaign: Campaign;
  isOpen: boolean;
  onToggle: () => void;
  /** Null: may look only. */
  onEdit: (() => void) | null;
}) {
  const t = useWords();
  const intl = useIntl();
  const archive = useArchiveCampaign();
  const { campaign } = props;
  const { id, name, goal, startsOn, endsOn, utm, trackLinks, posts, clicks } = campaign;
  const day = (text: string) =>
    intl.formatDate(`${text}T12:00:00Z`, {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
  const period =
    startsOn && endsOn
      ? t("campaigns.period", { from: day(startsOn), to: day(endsOn) })
      : startsOn
        ? t("campaigns.from", { from: day(startsOn) })
        : endsOn
          ? t("campaigns.until", { to: day(endsOn) })
          : "";
  const tags = Object.entries(utm).filter(([, value]) => value);
  return (
    <div className={classes.line}>
      <div className={classes.about}>
        <h2>{name}</h2>
        {goal && <p dir="auto">{goal}</p>}
        <p className="third">
          {[period, ...tags.map(([tag, value]) => `utm_${tag}=${value}`)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <dl className={classes.figures}>
        <div>
          <dt>{t("campaigns.posts")}</dt>
          <dd>
            <Door to={`/calendar?view=month&campaign=${id}`}>{intl.formatNumber(posts)}</Door>
          </dd>
        </div>
        <div>
          <dt>{t("campaigns.clicks")}</dt>
          <dd>{trackLinks || clicks > 0 ? intl.formatNumber(clicks) : t("campaigns.notCounted")}</dd>
        </div>
      </dl>
      <div className={classes.acts}>
        <Button
          size="compact-md"
          variant="default"
          aria-expanded={props.isOpen}
          aria-label={t("campaigns.linksOf", { name })}
          leftSection={<Icon name={props.isOpen ? "chevron-up" : "chevron-down"} size={16} />}
          onClick={props.onToggle}
        >
          {t("campaigns.links")}
        </Button>
        {props.onEdit && (
          <>
            <IconButton
              icon="pencil"
              label={t("campaigns.edit")}
              name={t("campaigns.editName", { name })}
              onClick={props.onEdit}
            />
            <AskFirst
              title={t("campaigns.archiveTitle", { name })}
              text={t("campaigns.archiveText")}
              act={t("campaigns.archive")}
              id={id}
              change={archive}
            >
              {(ask) => (
                <IconButton
                  icon="archive"
                  label={t("campaigns.archive")}
                  name={t("campaigns.archiveName", { name })}
                  onClick={ask}
                />
              )}
            </AskFirst>
          </>
        )}
      </div>
    </div>
  );
}
