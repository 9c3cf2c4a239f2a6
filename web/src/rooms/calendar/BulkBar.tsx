import { Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Confirm } from "../../shared/confirm.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type Card, publicationCount } from "./cards.ts";
import { csvOf } from "./csv.ts";
import { useDesk } from "./desk.ts";
import type { Load } from "./moving.tsx";
import { loadOfCard } from "./moving.tsx";
import { type Deed, useDeed } from "./queries.ts";
import { stateLooks } from "./states.ts";
import classes from "./strip.module.css";

const dayShifts = [1, 7, 28, -1, -7] as const;

/** What can be done to all that is selected. */
export function BulkBar(props: {
  cards: readonly Card[];
  onShift: (loads: readonly Load[], days: number) => void;
  /** Stops the queue of a profile, or of all. */
  onHold: (profile: string | "all") => void;
  onClear: () => void;
}) {
  const { cards } = props;
  const t = useWords();
  const toasts = useToasts();
  const desk = useDesk();
  const client = useQueryClient();
  const deed = useDeed();
  const [isCancelling, setCancelling] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const loads = cards.map(loadOfCard).filter(({ publications }) => publications.length > 0);
  const posts = [...new Set(cards.map(({ post }) => post))];
  const profiles = new Set(cards.flatMap(({ publications }) => publications.map(({ profile }) => profile)));
  const [only] = profiles;
  const count = publicationCount(cards);

  const eachPost = async (kind: Extract<Deed, { post: string }>["kind"]) => {
    let done = 0;
    for (const post of posts) {
      setProgress(done);
      try {
        await deed.mutateAsync({ kind, post });
        done++;
      } catch (error) {
        toasts.failed(error);
        break;
      }
    }
    setProgress(null);
    toasts.done(t("calendar.bulkDone", { done, count: posts.length }));
    await client.invalidateQueries({ queryKey: ["calendar"] });
    if (done === posts.length) props.onClear();
  };
  const exportAll = () => {
    const words = (state: keyof typeof stateLooks) => t(stateLooks[state].word);
    const head = ["date", "time", "zone", "instant", "state", "network", "profile", "text", "link"] as const;
    const csv = csvOf(
      cards,
      desk,
      head.map((name) => t(`calendar.csv.${name}`)),
      words,
    );
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    link.download = `${t("rooms.calendar")}-${cards[0]?.date ?? desk.today}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("calendar.selected", { count })}>
      <b role="status">
        {progress === null
          ? t("calendar.selected", { count })
          : t("calendar.bulkProgress", { done: progress, count: posts.length })}
      </b>
      {desk.mayChange && (
        <>
          <Menu position="top-start">
            <Menu.Target>
              <Button size="compact-md" variant="default" disabled={loads.length === 0}>
                {t("calendar.bulkMove")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {dayShifts.map((days) => (
                <Menu.Item key={days} onClick={() => props.onShift(loads, days)}>
                  {t("calendar.daysLater", { days })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button size="compact-md" variant="default" onClick={() => void eachPost("submit")}>
            {t("calendar.submit")}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => void eachPost("duplicate")}>
            {t("calendar.duplicate")}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => props.onHold(profiles.size === 1 && only ? only : "all")}
          >
            {t("calendar.menu.hold")}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setCancelling(true)}>
            {t("calendar.cancel")}
          </Button>
        </>
      )}
      <Button
        size="compact-md"
        variant="default"
        onClick={exportAll}
        leftSection={<Icon name="download" size={16} />}
      >
        {t("calendar.export")}
      </Button>
      <Button size="compact-md" variant="subtle" color="gray" onClick={props.onClear}>
        {t("calendar.clear")}
      </Button>
      <Confirm
        isOpen={isCancelling}
        title={t("calendar.cancelTitle")}
        text={t("calendar.cancelText", { count })}
        act={t("calendar.cancelAct", { count })}
        isBusy={progress !== null}
        onClose={() => setCancelling(false)}
        onConfirm={() => {
          setCancelling(false);
          void eachPost("cancel");
        }}
      />
    </div>
  );
}
