import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Card, Room } from "../../shared/Room.tsx";

function Review() {
  const t = useWords();
  return (
    <Room title={t("rooms.review")}>
      <Card>
        <Empty icon="eye-check" text={t("frame.unbuilt")} />
      </Card>
    </Room>
  );
}

export const reviewLazyRoute = createLazyRoute("/frame/review")({ component: Review });
