import { Tabs } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { PostPreview } from "../../shared/PostPreview.tsx";
import { type Draft, mediaOn } from "../composer/draft.ts";
import { useGoingLinks } from "../composer/links.ts";
import type { Connected } from "../composer/measures.ts";
import { outgoing } from "../composer/outgoing.ts";
import { mediaQuery } from "../composer/queries.ts";
import classes from "./review.module.css";

/** What goes out on each profile, one at a time: which of them nobody has had on screen yet is marked. */
export function PreviewTabs(props: {
  draft: Draft;
  profiles: readonly Connected[];
  shown: string | undefined;
  /** Ids of the profiles whose preview was on screen. */
  seen: ReadonlySet<string>;
  onShow: (profile: string) => void;
}) {
  const t = useWords();
  const { draft, profiles, shown, seen } = props;
  const media = [...new Set(profiles.flatMap(({ id }) => mediaOn(draft, id).media))];
  const links = useGoingLinks(draft.campaign);
  const found = useQueries({ queries: media.map((id) => mediaQuery(id)) });
  return (
    <Tabs
      value={shown ?? null}
      onChange={(profile) => profile && props.onShow(profile)}
      variant="pills"
      keepMounted={false}
    >
      <Tabs.List mb="sm" className={classes.pills} aria-label={t("review.previews")}>
        {profiles.map((profile) => (
          <Tabs.Tab
            key={profile.id}
            value={profile.id}
            leftSection={<NetworkIcon network={profile.network} name={profile.iconName} size={16} />}
            rightSection={seen.has(profile.id) ? <Icon name="check" size={14} /> : <Unseen />}
          >
            {profile.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {profiles.map((profile) => (
        <Tabs.Panel key={profile.id} value={profile.id} className={classes.previews}>
          <PostPreview post={outgoing(draft, profile, (one) => found[media.indexOf(one)]?.data, links)} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Unseen() {
  const t = useWords();
  return (
    <span className={classes.unseenMark}>
      <span className="unseen">{t("review.notSeen")}</span>
    </span>
  );
}
