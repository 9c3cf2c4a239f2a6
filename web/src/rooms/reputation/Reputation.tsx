import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Reputation() {
  const t = useWords();
  return (
    <Room title={t("rooms.reputation")}>
      <Card>
        <Empty icon="chart-histogram" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const reputationLazyRoute = createLazyRoute("/frame/reputation")({ component: Reputation });
