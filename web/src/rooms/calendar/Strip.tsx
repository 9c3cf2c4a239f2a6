import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useDesk } from "./desk.ts";
import { needQuery } from "./queries.ts";
import { type Need, needs } from "./route.ts";
import { needTitles } from "./SidePanels.tsx";
import { stateLooks } from "./states.ts";
import classes from "./strip.module.css";

/** What wants a person, counted; each number opens the publications behind it. Nothing is said where nothing does. */
export function Strip(props: {
  opened: Need | undefined;
  onOpen: (need: Need) => void;
  children?: ReactNode;
}) {
  return (
    <div className={classes.strip}>
      {props.children}
      {needs.map((need) => (
        <One key={need} need={need} isOpen={props.opened === need} onOpen={props.onOpen} />
      ))}
    </div>
  );
}

function One({ need, isOpen, onOpen }: { need: Need; isOpen: boolean; onOpen: (need: Need) => void }) {
  const t = useWords();
  const desk = useDesk();
  const { data } = useQuery(needQuery(need, desk.today));
  const look = stateLooks[need];
  if (!data || data.length === 0) return null;
  return (
    <button
      type="button"
      className={classes.one}
      style={{ color: `var(--${look.tone})`, background: `var(--${look.tone}-soft)` }}
      aria-expanded={isOpen}
      onClick={() => onOpen(need)}
    >
      <Icon name={look.icon} size={16} />
      {t(needTitles[need], { count: data.length })}
    </button>
  );
}
