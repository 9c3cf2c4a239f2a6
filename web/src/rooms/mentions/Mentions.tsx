import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Mentions() {
  const t = useWords();
  return (
    <Room title={t("rooms.mentions")}>
      <Card>
        <Empty icon="messages" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const mentionsLazyRoute = createLazyRoute("/frame/mentions")({ component: Mentions });
