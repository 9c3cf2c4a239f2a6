import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Settings() {
  const t = useWords();
  return (
    <Room title={t("rooms.settings")}>
      <Card>
        <Empty icon="settings" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const settingsLazyRoute = createLazyRoute("/frame/settings")({ component: Settings });
