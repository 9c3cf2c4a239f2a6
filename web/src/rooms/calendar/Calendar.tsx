import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Calendar() {
  const t = useWords();
  return (
    <Room title={t("rooms.calendar")}>
      <Card>
        <Empty icon="calendar" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const calendarLazyRoute = createLazyRoute("/frame/calendar")({ component: Calendar });
