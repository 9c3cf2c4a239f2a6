import { ActionIcon, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { signOut, switchWorkspace, useSessionChange, useSignedIn } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { Icon } from "../shared/Icon.tsx";
import { useOwnPreferences, usePrefer } from "../shared/own-preferences.ts";
import { useFiringCount } from "./counts.ts";
import classes from "./frame.module.css";

export function TopBar({ openPalette, openKeys }: { openPalette: () => void; openKeys: () => void }) {
  const t = useWords();
  const { workspace } = useSignedIn();
  useOwnPreferences();
  return (
    <header className={classes.top}>
      <Link
        to="/calendar"
        className={classes.brand}
        aria-label={t("frame.home", { workspace: workspace.name })}
      >
        <img src="/favicon.svg" alt="" width={28} height={28} />
        <span className={classes.wide}>Vigie</span>
        <span className={`${classes.wide} third`} aria-hidden="true">
          ▸
        </span>
        <span>{workspace.name}</span>
      </Link>
      <button type="button" className={classes.search} onClick={openPalette}>
        <Icon name="search" />
        <span>{t("frame.search")}</span>
        <kbd>{commandKey} K</kbd>
      </button>
      <Alerts />
      <SchemeSwitch />
      <LanguageSwitch />
      <Account openKeys={openKeys} />
    </header>
  );
}

/** As it is written on the keyboard at hand. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

function Alerts() {
  const t = useWords();
  const count = useFiringCount();
  const label = t("frame.alerts", { count });
  return (
    <Tooltip label={label}>
      <ActionIcon
        component={Link}
        to="/alerts"
        variant="subtle"
        size="lg"
        color={count > 0 ? "red" : "gray"}
        aria-label={label}
      >
        <Icon name={count > 0 ? "bell-ringing" : "bell"} />
      </ActionIcon>
    </Tooltip>
  );
}

function SchemeSwitch() {
  const t = useWords();
  const prefer = usePrefer();
  const { colorScheme } = useMantineColorScheme();
  const isDark = document.documentElement.dataset.mantineColorScheme === "dark";
  const label = t(isDark ? "frame.light" : "frame.dark");
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.wide}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        data-scheme={colorScheme}
        onClick={() => prefer({ theme: isDark ? "light" : "dark" })}
      >
        <Icon name={isDark ? "sun" : "moon"} />
      </ActionIcon>
    </Tooltip>
  );
}

function LanguageSwitch() {
  const t = useWords();
  const prefer = usePrefer();
  const { language } = useLanguage();
  const other = language === "fr" ? "en" : "fr";
  return (
    <Tooltip label={t("frame.otherLanguage")}>
      <ActionIcon
        className={classes.wide}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`${language.toUpperCase()}, ${t("frame.otherLanguage")}`}
        lang={other}
        onClick={() => prefer({ language: other })}
      >
        {language.toUpperCase()}
      </ActionIcon>
    </Tooltip>
  );
}

function Account({ openKeys }: { openKeys: () => void }) {
  const t = useWords();
  const { user, workspace, workspaces } = useSignedIn();
  const goTo = useSessionChange(switchWorkspace);
  const { language } = useLanguage();
  const prefer = usePrefer();
  const leave = useSessionChange(signOut);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton p={6}>
          <span className={classes.initials} aria-hidden="true">
            {initialsOf(user.name)}
          </span>
          <span className="unseen">{t("frame.account", { name: user.name })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name}
          <br />
          {user.email} · {t(`roles.${workspace.role}`)}
        </Menu.Label>
        <Menu.Divider />
        {workspaces.length > 1 && (
          <>
            {workspaces.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={<Icon name={id === workspace.id ? "check" : "building"} />}
                disabled={id === workspace.id}
                onClick={() => goTo.mutate(id)}
              >
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<Icon name="sun" />} onClick={() => prefer({ theme: "light" })}>
          {t("frame.light")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="moon" />} onClick={() => prefer({ theme: "dark" })}>
          {t("frame.dark")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="language" />}
          lang={language === "fr" ? "en" : "fr"}
          onClick={() => prefer({ language: language === "fr" ? "en" : "fr" })}
        >
          {t("frame.otherLanguage")}
        </Menu.Item>
        <Menu.Item component={Link} to="/welcome" leftSection={<Icon name="checklist" />}>
          {t("frame.firstSteps")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={openKeys}>
          {t("keys.title")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="logout" />} onClick={() => leave.mutate(undefined)}>
          {t("frame.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).slice(0, 2);
  return words.map((word) => word.slice(0, 1).toUpperCase()).join("");
}
