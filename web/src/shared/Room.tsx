import { type ReactNode, useEffect } from "react";
import classes from "./room.module.css";

/**
 * The shape of every room: its title, what filters it, what can be done, and the content.
 * @param props.title also the title of the browser's tab
 */
export function Room(props: {
  title: string;
  filters?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${props.title} · Vigie`;
  }, [props.title]);
  return (
    <div className={classes.room}>
      <header className={classes.head}>
        <h1 className={classes.title}>{props.title}</h1>
        {props.filters && <div className={classes.filters}>{props.filters}</div>}
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** A surface within a room. */
export function Card({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section className={classes.card} aria-label={label}>
      {children}
    </section>
  );
}
