import { Drawer, NavLink, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWords } from "../messages/language.tsx";
import { Icon } from "../shared/Icon.tsx";
import { useFiringCount, useWaitingCount } from "./counts.ts";
import classes from "./frame.module.css";
import { type RoomPath, rooms, roomsOnPhones } from "./rooms.ts";

/** The rooms on a phone: four within the thumb's reach, the rest one tap further. */
export function BottomBar({ current }: { current: RoomPath | null }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const firing = useFiringCount();
  const waiting = useWaitingCount();
  const near = rooms.filter(({ path }) => roomsOnPhones.includes(path));
  const rest = rooms.filter(({ path }) => !roomsOnPhones.includes(path));
  const isInRest = rest.some(({ path }) => path === current);
  return (
    <nav className={classes.bottom} aria-label={t("frame.rooms")}>
      {near.map(({ path, icon, title }) => (
        <Link
          key={path}
          to={path}
          className={classes.tab}
          aria-current={current === path ? "page" : undefined}
        >
          <Icon name={icon} />
          {t(title)}
          {path === "/review" && waiting > 0 && (
            <b className={`${classes.count} ${classes.toDo}`}>{waiting}</b>
          )}
          {path === "/alerts" && firing > 0 && <b className={classes.count}>{firing}</b>}
        </Link>
      ))}
      <button type="button" onClick={() => setOpen(true)} aria-current={isInRest ? "page" : undefined}>
        <Icon name="menu-2" />
        {t("frame.more")}
      </button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={t("frame.more")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Stack gap={4}>
          {rest.map(({ path, icon, title }) => (
            <NavLink
              key={path}
              component={Link}
              to={path}
              label={t(title)}
              leftSection={<Icon name={icon} />}
              active={current === path}
              onClick={() => setOpen(false)}
            />
          ))}
        </Stack>
      </Drawer>
    </nav>
  );
}
