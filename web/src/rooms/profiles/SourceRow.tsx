import { ActionIcon, Tooltip } from "@mantine/core";
import { useState } from "react";
import type { Source } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./profiles.module.css";
import { usePauseSource, useRemoveSource } from "./queries.ts";
import { SourceDetail } from "./SourceDetail.tsx";

export function SourceRow(props: { source: Source; network: string; mayChange: boolean }) {
  const { source, network } = props;
  const t = useWords();
  const toasts = useToasts();
  const pause = usePauseSource();
  const remove = useRemoveSource();
  const isPaused = source.state === "paused";
  const pauseLabel = t(isPaused ? "profiles.resumeSource" : "profiles.pauseSource", { name: source.name });
  const removeLabel = t("profiles.removeSourceName", { name: source.name });
  const [isOpen, setOpen] = useState(false);
  const detailLabel = t("source.detail", { name: source.name });
  const setPaused = (paused: boolean) => pause.mutate({ id: source.id, paused }, { onError: toasts.failed });
  return (
    <li className={classes.row}>
      <NetworkIcon network={source.network} name={network} />
      <div className={classes.name}>
        <b>{source.name}</b> <span className="third">{t(`profiles.mode.${source.mode}`)}</span>
      </div>
      <div>
        <SourceState source={source} />
      </div>
      <div className="third">
        {source.lastFoundAt ? (
          <>
            {t("profiles.lastFound")} <Moment at={source.lastFoundAt} relative />
          </>
        ) : (
          t("profiles.nothingFound")
        )}
      </div>
      <div className={classes.actions}>
        <Tooltip label={detailLabel}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={detailLabel}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? "chevron-up" : "chevron-down"} />
          </ActionIcon>
        </Tooltip>
        {props.mayChange && (
          <>
            {source.mode !== "stream" && !isPaused && source.health.quota?.remaining !== 0 && (
              <IconButton
                icon="refresh"
                label={t("source.readNow", { name: source.name })}
                loading={pause.isPending}
                onClick={() =>
                  pause.mutate(
                    { id: source.id, paused: false },
                    {
                      onSuccess: () => toasts.done(t("source.isRead", { name: source.name })),
                      onError: toasts.failed,
                    },
                  )
                }
              />
            )}
            <IconButton
              icon={isPaused ? "player-play" : "player-pause"}
              label={pauseLabel}
              loading={pause.isPending}
              onClick={() => {
                setPaused(!isPaused);
                if (!isPaused)
                  toasts.done(t("profiles.sourcePaused", { name: source.name }), {
                    label: t("common.undo"),
                    run: () => setPaused(false),
                  });
              }}
            />
            <AskFirst
              title={removeLabel}
              text={t("profiles.removeSourceText")}
              act={t("profiles.removeSource")}
              id={source.id}
              change={remove}
            >
              {(ask) => <IconButton icon="trash" label={removeLabel} onClick={ask} />}
            </AskFirst>
          </>
        )}
      </div>
      {source.lastError && <div className={classes.detail}>{source.lastError}</div>}
      {isOpen && <SourceDetail id={source.id} />}
    </li>
  );
}

function SourceState({ source }: { source: Source }) {
  const t = useWords();
  switch (source.state) {
    case "active":
      return <Chip tone="state-published" icon="circle-check" text={t("profiles.sourceActive")} />;
    case "failing":
      return <Chip tone="warning" icon="alert-triangle" text={t("profiles.sourceFailing")} />;
    case "refused":
      return <Chip tone="critical" icon="plug-connected-x" text={t("profiles.sourceRefused")} />;
    case "paused":
      return <Chip tone="state-draft" icon="player-pause" text={t("profiles.sourcePausedState")} />;
  }
}
