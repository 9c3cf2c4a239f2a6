import { createLazyRoute, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import { Room } from "../../shared/Room.tsx";
import { Audit } from "./Audit.tsx";
import { Channels } from "./Channels.tsx";
import { Keys } from "./Keys.tsx";
import { Me } from "./Me.tsx";
import { OwnWords } from "./OwnWords.tsx";
import { People } from "./People.tsx";
import { PersonalData } from "./PersonalData.tsx";
import { type SettingsPart, settingsParts } from "./route.ts";
import classes from "./settings.module.css";
import { Workspace } from "./Workspace.tsx";

const icons: Record<SettingsPart, IconName> = {
  me: "user",
  people: "users",
  workspace: "building",
  channels: "send",
  words: "mood-smile",
  keys: "key",
  data: "shield-check",
  audit: "history",
};

/** What is set once, one column a subject. */
function Settings() {
  const t = useWords();
  const { part = "me" } = settingsLazyRoute.useSearch();
  const mayAdminister = useMay("administer");
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the subjects are one line that scrolls.
    nav.current?.querySelector(`[data-part=${part}]`)?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [part]);
  return (
    <Room title={t("rooms.settings")}>
      <div className={classes.settings}>
        <nav ref={nav} className={classes.parts} aria-label={t("rooms.settings")}>
          {settingsParts.map((name) => (
            <Link
              key={name}
              to="/settings"
              search={{ part: name }}
              className={classes.partLink}
              data-part={name}
              aria-current={name === part ? "page" : undefined}
            >
              <Icon name={icons[name]} />
              {t(`settings.part.${name}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.column}>
          {!mayAdminister && part !== "me" && part !== "channels" && part !== "words" && (
            <p className="muted">{t("settings.notAllowed")}</p>
          )}
          <Part part={part} mayAdminister={mayAdminister} />
        </div>
      </div>
    </Room>
  );
}

export const settingsLazyRoute = createLazyRoute("/frame/settings")({ component: Settings });

function Part({ part, mayAdminister }: { part: SettingsPart; mayAdminister: boolean }) {
  switch (part) {
    case "me":
      return <Me />;
    case "people":
      return <People />;
    case "workspace":
      return <Workspace />;
    case "channels":
      return <Channels />;
    case "words":
      return <OwnWords />;
    case "keys":
      return mayAdminister && <Keys />;
    case "data":
      return <PersonalData />;
    case "audit":
      return mayAdminister && <Audit />;
  }
}
