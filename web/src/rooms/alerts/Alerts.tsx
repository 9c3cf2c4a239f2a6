import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Alerts() {
  const t = useWords();
  return (
    <Room title={t("rooms.alerts")}>
      <Card>
        <Empty icon="bell" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const alertsLazyRoute = createLazyRoute("/frame/alerts")({ component: Alerts });
