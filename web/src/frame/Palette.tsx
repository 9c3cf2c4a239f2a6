import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { signOut, switchWorkspace, useSessionChange, useSignedIn } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { settingsParts } from "../rooms/settings/route.ts";
import { Icon } from "../shared/Icon.tsx";
import { rooms } from "./rooms.ts";

const [store, handlers] = createSpotlight();

/** Everything that can be done from anywhere, by name. */
export default function Palette({ onClose, openKeys }: { onClose: () => void; openKeys: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const { language, setLanguage } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const { workspace, workspaces } = useSignedIn();
  const goTo = useSessionChange(switchWorkspace);
  const leave = useSessionChange(signOut);
  useEffect(() => handlers.open(), []);
  const actions: SpotlightActionData[] = [
    {
      id: "new-post",
      label: t("frame.newPost"),
      leftSection: <Icon name="plus" />,
      onClick: () => void navigate({ to: ".", search: (search) => ({ ...search, compose: "new" }) }),
    },
    ...rooms.map(({ path, icon, title }) => ({
      id: path,
      label: t("keys.goTo", { room: t(title) }),
      leftSection: <Icon name={icon} />,
      onClick: () => void navigate({ to: path }),
    })),
    {
      id: "welcome",
      label: t("frame.firstSteps"),
      leftSection: <Icon name="checklist" />,
      onClick: () => void navigate({ to: "/welcome" }),
    },
    ...settingsParts.map((part) => ({
      id: `settings ${part}`,
      label: t("keys.goTo", { room: `${t("rooms.settings")}, ${t(`settings.part.${part}`)}` }),
      leftSection: <Icon name="settings" />,
      onClick: () => void navigate({ to: "/settings", search: { part } }),
    })),
    ...workspaces
      .filter(({ id }) => id !== workspace.id)
      .map(({ id, name }) => ({
        id,
        label: t("frame.workIn", { workspace: name }),
        leftSection: <Icon name="building" />,
        onClick: () => goTo.mutate(id),
      })),
    {
      id: "light",
      label: t("frame.light"),
      leftSection: <Icon name="sun" />,
      onClick: () => setColorScheme("light"),
    },
    {
      id: "dark",
      label: t("frame.dark"),
      leftSection: <Icon name="moon" />,
      onClick: () => setColorScheme("dark"),
    },
    {
      id: "language",
      label: t("frame.otherLanguage"),
      leftSection: <Icon name="language" />,
      onClick: () => setLanguage(language === "fr" ? "en" : "fr"),
    },
    { id: "keys", label: t("keys.title"), leftSection: <Icon name="keyboard" />, onClick: openKeys },
    {
      id: "sign-out",
      label: t("frame.signOut"),
      leftSection: <Icon name="logout" />,
      onClick: () => leave.mutate(undefined),
    },
  ];
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      onSpotlightClose={onClose}
      nothingFound={t("frame.nothingFound")}
      highlightQuery
      scrollable
      maxHeight={480}
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: t("frame.search"),
        "aria-label": t("frame.search"),
      }}
    />
  );
}
