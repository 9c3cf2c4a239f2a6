import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../messages/language.tsx";
import { Empty } from "../shared/Empty.tsx";

export function NotFound() {
  const t = useWords();
  return (
    <Empty icon="world" text={t("frame.notFound")}>
      <Anchor component={Link} to="/calendar">
        {t("keys.goTo", { room: t("rooms.calendar") })}
      </Anchor>
    </Empty>
  );
}
