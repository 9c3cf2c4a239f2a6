import { Button } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import classes from "./mentions.module.css";
import type { Triage } from "./triage.ts";

/** What can be done with all that are selected, and how far it has come. */
export function Selection(props: {
  count: number;
  /** How many more there are to select; 0: all are. */
  more: number;
  progress: Triage["progress"];
  onAll: () => void;
  onNone: () => void;
  onDone: () => void;
  onLater: () => void;
  onHide: () => void;
}) {
  const { progress } = props;
  const t = useWords();
  if (progress)
    return (
      <p className={classes.selection} role="status">
        {t("mentions.progress", progress)}
        <progress max={progress.of} value={progress.done} aria-hidden="true" />
      </p>
    );
  if (props.count === 0) return null;
  return (
    <div className={classes.selection}>
      <span role="status">{t("mentions.selected", { count: props.count })}</span>
      <Button size="compact-xs" onClick={props.onDone}>
        {t("mentions.act.done")}
      </Button>
      <Button size="compact-xs" variant="default" onClick={props.onLater}>
        {t("mentions.act.later")}
      </Button>
      <Button size="compact-xs" variant="default" onClick={props.onHide}>
        {t("mentions.act.hide")}
      </Button>
      {props.more > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={props.onAll}>
          {t("mentions.selectAll", { count: props.count + props.more })}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" onClick={props.onNone}>
        {t("mentions.unselect")}
      </Button>
    </div>
  );
}
