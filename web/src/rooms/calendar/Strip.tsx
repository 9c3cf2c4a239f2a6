import { useQuery } from "@tanstack/react-query";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { useDesk } from "./desk.ts";
import { needQuery } from "./queries.ts";
import { type Need, needs } from "./route.ts";
import { needTitles } from "./SidePanels.tsx";
import { stateLooks } from "./states.ts";
import classes from "./strip.module.css";

/** What wants a person, counted; each number opens the publications behind it. Nothing is said where nothing does. */
export function Strip({ opened, onOpen }: { opened: Need | undefined; onOpen: (need: Need) => void }) {
  return (
    <div className={classes.strip}>
      {needs.map((need) => (
        <One key={need} need={need} isOpen={opened === need} onOpen={onOpen} />
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
