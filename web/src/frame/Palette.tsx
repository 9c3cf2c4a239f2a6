import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { signOut, useSessionChange } from "../api/session.ts";
import { useLanguage, useWords } from "../messages/language.tsx";
import { Icon } from "../shared/Icon.tsx";
import { rooms } from "./rooms.ts";

const [store, handlers] = createSpotlight();

/** Everything that can be done from anywhere, by name. */
export default function Palette({ onClose, openKeys }: { onClose: () => void; openKeys: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const { language, setLanguage } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
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
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: t("frame.search"),
        "aria-label": t("frame.search"),
      }}
    />
  );
}
