import { Anchor, Button, Drawer, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/session.ts";
import { type Monitor, monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import { MonitorForm } from "./MonitorForm.tsx";
import classes from "./mentions.module.css";
import { useRemoveMonitor } from "./monitor-queries.ts";

/** Monitors beside the mentions. @param props.at all of them, a new one, or the one with this id */
export default function Monitors(props: {
  at: string;
  /** A new one begins with it. */
  query: string;
  handles: readonly string[];
  onGo: (to: string | undefined) => void;
}) {
  const { at, onGo } = props;
  const t = useWords();
  const monitors = useQuery(monitorsQuery);
  const mayConfigure = useMay("configure");
  const isList = at === "all";
  return (
    <Drawer
      opened
      onClose={() => onGo(undefined)}
      position="right"
      size="lg"
      title={t(isList ? "mentions.manage" : at === "new" ? "monitors.new" : "monitors.change")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Read query={monitors} what="monitors.what">
        {({ items }) => {
          if (isList)
            return (
              <>
                {mayConfigure ? (
                  <Button leftSection={<Icon name="plus" />} onClick={() => onGo("new")}>
                    {t("monitors.new")}
                  </Button>
                ) : (
                  <p className="muted">{t("monitors.notAllowed")}</p>
                )}
                {items.length === 0 ? (
                  <Empty icon="radar-2" text={t("monitors.empty")} />
                ) : (
                  <ul className={classes.monitors}>
                    {items.map((monitor) => (
                      <Row key={monitor.id} monitor={monitor} mayConfigure={mayConfigure} onGo={onGo} />
                    ))}
                  </ul>
                )}
              </>
            );
          const monitor = items.find(({ id }) => id === at) ?? null;
          if (at !== "new" && !monitor) return <Empty icon="radar-2" text={t("monitors.gone")} />;
          return (
            <MonitorForm
              monitor={monitor}
              query={monitor?.query ?? props.query}
              handles={props.handles}
              mayConfigure={mayConfigure}
              onDone={() => onGo("all")}
            />
          );
        }}
      </Read>
    </Drawer>
  );
}

function Row(props: { monitor: Monitor; mayConfigure: boolean; onGo: (to: string) => void }) {
  const { monitor } = props;
  const t = useWords();
  const remove = useRemoveMonitor();
  const label = t("monitors.removeName", { name: monitor.name });
  return (
    <li className={classes.monitor}>
      <div>
        <Anchor component="button" type="button" fw={500} onClick={() => props.onGo(monitor.id)}>
          {monitor.name}
        </Anchor>{" "}
        <span className="third">{t(`monitors.kind.${monitor.kind}`)}</span>
      </div>
      {props.mayConfigure && (
        <Group gap={4}>
          <AskFirst
            title={label}
            text={t("monitors.removeText")}
            act={t("monitors.removeAct")}
            id={monitor.id}
            change={remove}
          >
            {(ask) => (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                leftSection={<Icon name="trash" size={14} />}
                aria-label={label}
                onClick={ask}
              >
                {t("monitors.remove")}
              </Button>
            )}
          </AskFirst>
        </Group>
      )}
      <code>{monitor.normalForm}</code>
      {monitor.fault !== null && (
        <p className={classes.fault}>{t("monitors.unread", { why: monitor.fault })}</p>
      )}
    </li>
  );
}
