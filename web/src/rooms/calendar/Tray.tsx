import { ActionIcon, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Post } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import { useDesk } from "./desk.ts";
import { loadOfPost } from "./moving.tsx";
import { trayQuery } from "./queries.ts";
import classes from "./strip.module.css";

/** Drafts that have no time yet: drag one to its time, or open it and choose "Move…". */
export function Tray({ onClose, onOpen }: { onClose: () => void; onOpen: (post: string) => void }) {
  const t = useWords();
  const query = useQuery(trayQuery);
  const [sought, setSought] = useState("");
  return (
    <section className={classes.tray} aria-label={t("calendar.tray")}>
      <h2 className={classes.trayHead}>
        {t("calendar.trayCount", { count: query.data?.items.length ?? 0 })}
        <ActionIcon variant="subtle" color="gray" aria-label={t("common.close")} onClick={onClose}>
          <Icon name="x" />
        </ActionIcon>
      </h2>
      <div className={classes.traySearch}>
        <TextInput
          type="search"
          size="xs"
          aria-label={t("calendar.traySearch")}
          placeholder={t("calendar.traySearch")}
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      </div>
      <Read query={query} what="calendar.whatTray">
        {({ items }) => {
          const wanted = sought.trim().toLocaleLowerCase();
          const shown = items.filter(({ text }) => text.toLocaleLowerCase().includes(wanted));
          return (
            <ul className={classes.trayList}>
              {shown.map((post) => (
                <li key={post.id}>
                  <TrayItem post={post} onOpen={onOpen} />
                </li>
              ))}
              {shown.length === 0 && <li className="third">{t("calendar.trayEmpty")}</li>}
            </ul>
          );
        }}
      </Read>
    </section>
  );
}

function TrayItem({ post, onOpen }: { post: Post; onOpen: (post: string) => void }) {
  const t = useWords();
  const desk = useDesk();
  return (
    <a
      className={classes.trayItem}
      href={`/calendar?post=${encodeURIComponent(post.id)}`}
      draggable={desk.mayChange}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", post.text);
        desk.startDrag(loadOfPost(post, desk.zone), 0);
      }}
      onDragEnd={desk.endDrag}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(post.id);
      }}
    >
      <span className={classes.trayText}>{post.text || t("calendar.noText")}</span>
      <span className={classes.trayMarks}>
        {post.publications.map(({ id, network }) => (
          <NetworkIcon key={id} network={network} size={12} />
        ))}
      </span>
    </a>
  );
}
