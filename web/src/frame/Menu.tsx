import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWords } from "../messages/language.tsx";
import { Icon } from "../shared/Icon.tsx";
import { useFiringCount, useWaitingCount } from "./counts.ts";
import classes from "./frame.module.css";
import { type RoomPath, rooms } from "./rooms.ts";

/** The rooms, left; folded to their icons when asked. */
export function Menu({ current }: { current: RoomPath | null }) {
  const t = useWords();
  const [isFolded, setFolded] = useState(false);
  // Its tooltip would lie over the title of the room for as long as the pointer rests where it clicked.
  const [hasComposed, setComposed] = useState(false);
  const firing = useFiringCount();
  const waiting = useWaitingCount();
  const navigate = useNavigate();
  const foldLabel = t(isFolded ? "frame.unfold" : "frame.fold");
  const composing = {
    onClick() {
      setComposed(true);
      void navigate({ to: ".", search: (search) => ({ ...search, compose: "new" }) });
    },
    onPointerLeave: () => setComposed(false),
  };
  return (
    <nav className={classes.menu} data-folded={isFolded || undefined} aria-label={t("frame.rooms")}>
      <Tooltip label={`${t("frame.newPost")} (N)`} position="right" disabled={hasComposed}>
        {isFolded ? (
          <ActionIcon size="xl" mb="sm" {...composing} aria-label={t("frame.newPost")}>
            <Icon name="plus" />
          </ActionIcon>
        ) : (
          <Button leftSection={<Icon name="plus" />} mb="sm" {...composing}>
            {t("frame.newPost")}
          </Button>
        )}
      </Tooltip>
      {rooms.map(({ path, icon, title, letter }) => (
        <Tooltip
          key={path}
          label={`${t(title)} (G ${letter.toUpperCase()})`}
          position="right"
          openDelay={600}
        >
          <Link to={path} className={classes.room} aria-current={current === path ? "page" : undefined}>
            <Icon name={icon} />
            <span>{t(title)}</span>
            {path === "/review" && waiting > 0 && (
              <b className={`${classes.count} ${classes.toDo}`}>
                {waiting}
                <span className="unseen"> {t("frame.waiting")}</span>
              </b>
            )}
            {path === "/alerts" && firing > 0 && (
              <b className={classes.count}>
                {firing}
                <span className="unseen"> {t("frame.firing")}</span>
              </b>
            )}
          </Link>
        </Tooltip>
      ))}
      <Tooltip label={foldLabel} position="right">
        <ActionIcon
          className={classes.fold}
          variant="subtle"
          color="gray"
          size="lg"
          ms={6}
          aria-label={foldLabel}
          onClick={() => setFolded(!isFolded)}
        >
          <Icon name={isFolded ? "layout-sidebar-left-expand" : "layout-sidebar-left-collapse"} />
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}
