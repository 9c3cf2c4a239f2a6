import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icon-paths.ts";
import classes from "./room.module.css";

/** Nothing to show, and what to do next. */
export function Empty({ icon, text, children }: { icon: IconName; text: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <Icon name={icon} size={32} />
      <p>{text}</p>
      {children}
    </div>
  );
}
