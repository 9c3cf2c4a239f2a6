import { Button, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { networksQuery, type Profile, profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { HealthPanel } from "../health/HealthPanel.tsx";
import { AddSource } from "./AddSource.tsx";
import { ConnectProfile } from "./ConnectProfile.tsx";
import { Health } from "./Health.tsx";
import { ProfileRow } from "./ProfileRow.tsx";
import { ProfileSettings } from "./ProfileSettings.tsx";
import classes from "./profiles.module.css";
import { usageQuery, watchedSourcesQuery } from "./queries.ts";
import { profileTabs } from "./route.ts";
import { SignInEnding } from "./SignInEnding.tsx";
import { SourceRow } from "./SourceRow.tsx";

/** Those that are called otherwise in another language. */
const isNamedHere = (id: string): id is "rss" | "smtp" => id === "rss" || id === "smtp";

/** What is connected and where is listened, and whether all of it works. */
function Profiles() {
  const t = useWords();
  const { tab = "profiles", signIn, profile: signedIn } = profilesLazyRoute.useSearch();
  const navigate = profilesLazyRoute.useNavigate();
  const [open, setOpen] = useState<"connect" | "source" | { again: Profile } | { settings: Profile } | null>(
    null,
  );
  const profiles = useQuery(profilesQuery);
  const sources = useQuery(watchedSourcesQuery);
  const networks = useQuery(networksQuery);
  const usage = useQuery(usageQuery).data ?? null;
  const nameOf = (id: string) =>
    isNamedHere(id)
      ? t(`profiles.network.${id}`)
      : (networks.data?.items.find((network) => network.id === id)?.name ?? id);
  const mayChange = useMay("configure");
  const connect = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setOpen("connect")}>
      {t("profiles.connect")}
    </Button>
  );
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setOpen("source")}>
      {t("profiles.addSource")}
    </Button>
  );
  const actionOf = { profiles: connect, sources: add, health: undefined };
  return (
    <Room
      title={t("rooms.profiles")}
      actions={mayChange ? actionOf[tab] : <span className="muted">{t("profiles.notAllowed")}</span>}
    >
      {signIn && !profiles.isPending && (
        <SignInEnding
          ending={signIn}
          profile={profiles.data?.items.find(({ id }) => id === signedIn) ?? null}
          onClose={() => void navigate({ search: tab === "profiles" ? {} : { tab }, replace: true })}
        />
      )}
      <Health profiles={profiles.data?.items ?? []} sources={sources.data?.items ?? []} />
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = profileTabs.find((name) => name === value);
          void navigate({ search: (search) => ({ ...search, tab: next }), replace: true });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="profiles">
            {t("profiles.tab", { count: profiles.data?.items.length ?? 0 })}
          </Tabs.Tab>
          <Tabs.Tab value="sources">
            {t("profiles.sourcesTab", { count: sources.data?.items.length ?? 0 })}
          </Tabs.Tab>
          <Tabs.Tab value="health">{t("health.tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profiles">
          <Card label={t("profiles.profiles")}>
            <Read query={profiles} what="profiles.what">
              {({ items }) =>
                items.length === 0 ? (
                  <Empty icon="plug-connected" text={t("profiles.empty")} />
                ) : (
                  <ul className={classes.list}>
                    {items.map((profile) => (
                      <ProfileRow
                        key={profile.id}
                        profile={profile}
                        network={nameOf(profile.network)}
                        usage={usage}
                        mayChange={mayChange}
                        onReconnect={() => setOpen({ again: profile })}
                        onSettings={() => setOpen({ settings: profile })}
                      />
                    ))}
                  </ul>
                )
              }
            </Read>
          </Card>
        </Tabs.Panel>
        <Tabs.Panel value="sources">
          <Card label={t("profiles.sources")}>
            <Read query={sources} what="profiles.whatSources">
              {({ items }) =>
                items.length === 0 ? (
                  <Empty icon="rss" text={t("profiles.noSources")} />
                ) : (
                  <ul className={classes.list}>
                    {items.map((source) => (
                      <SourceRow
                        key={source.id}
                        source={source}
                        network={nameOf(source.network)}
                        mayChange={mayChange}
                      />
                    ))}
                  </ul>
                )
              }
            </Read>
          </Card>
        </Tabs.Panel>
        <Tabs.Panel value="health">
          <HealthPanel />
        </Tabs.Panel>
      </Tabs>
      {(open === "connect" || (open !== null && typeof open === "object" && "again" in open)) && (
        <ConnectProfile
          again={open === "connect" ? null : open.again}
          onClose={() => setOpen(null)}
          onSettings={(profile) => setOpen({ settings: profile })}
        />
      )}
      {open !== null && typeof open === "object" && "settings" in open && (
        <ProfileSettings profile={open.settings} onClose={() => setOpen(null)} />
      )}
      {open === "source" && <AddSource onClose={() => setOpen(null)} />}
    </Room>
  );
}

export const profilesLazyRoute = createLazyRoute("/frame/profiles")({ component: Profiles });
