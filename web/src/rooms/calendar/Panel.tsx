import { ActionIcon } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./panel.module.css";

/** Beside the calendar, or over it on a phone. The focus comes in with it, and Esc closes it. */
export function Panel(props: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another panel
  useEffect(() => head.current?.focus({ preventScroll: true }), [props.title]);
  return (
    <aside className={classes.panel} aria-label={props.title} data-panel>
      <header className={classes.head}>
        <h2 ref={head} tabIndex={-1} className={classes.title}>
          {props.title}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t("common.close")} onClick={props.onClose}>
          <Icon name="x" />
        </ActionIcon>
      </header>
      {props.children}
    </aside>
  );
}
