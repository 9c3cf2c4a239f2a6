import { Tabs } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { PostPreview } from "../../shared/PostPreview.tsx";
import classes from "./composer.module.css";
import { type Draft, mediaOn, optionOf } from "./draft.ts";
import type { Connected } from "./Editor.tsx";
import { useGoingLinks } from "./links.ts";
import { outgoing } from "./outgoing.ts";
import { mediaQuery } from "./queries.ts";

/** How it will look on each chosen profile; it follows the tab in which one writes. */
export function Previews(props: { draft: Draft; chosen: readonly Connected[]; tab: string | null }) {
  const t = useWords();
  const { draft, chosen } = props;
  const [picked, setPicked] = useState<string | null>(null);
  const wanted = props.tab ?? picked;
  const shown = chosen.find(({ id }) => id === wanted) ?? chosen[0];
  const ids = [...new Set(chosen.flatMap(({ id }) => mediaOn(draft, id).media))];
  const links = useGoingLinks(draft.campaign);
  const found = useQueries({ queries: ids.map((id) => mediaQuery(id)) });
  if (!shown) return null;
  const visibility = optionOf(draft, shown.network, "visibility");
  const label = visibilityLabels.find((known) => known === visibility);
  return (
    <section className={classes.previews} aria-label={t("composer.preview")} data-stop>
      <h3>{t("composer.preview")}</h3>
      <Tabs value={shown.id} onChange={setPicked} variant="pills" keepMounted={false}>
        {chosen.length > 1 && (
          <Tabs.List mb="sm" className={classes.pills}>
            {chosen.map((profile) => (
              <Tabs.Tab
                key={profile.id}
                value={profile.id}
                leftSection={<NetworkIcon network={profile.network} name={profile.iconName} size={14} />}
              >
                {profile.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        )}
        <Tabs.Panel value={shown.id}>
          <PostPreview
            post={{
              ...outgoing(draft, shown, (id) => found[ids.indexOf(id)]?.data, links),
              ...(label ? { visibility: t(`composer.visibility.${label}`) } : {}),
            }}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const visibilityLabels = ["unlisted", "private", "direct"] as const;
