import { Icon } from "./Icon.tsx";
import type { IconName } from "./icon-paths.ts";
import classes from "./room.module.css";

/** Colours of tokens.css that come as a text and its soft ground. */
type Tone =
  | "state-draft"
  | "state-approval"
  | "state-scheduled"
  | "state-publishing"
  | "state-published"
  | "state-failed"
  | "state-unconfirmed"
  | "state-missed"
  | "state-held"
  | "state-cancelled"
  | "info"
  | "warning"
  | "critical";

/** Icon, word and colour: never colour alone. */
export function Chip({ tone, icon, text }: { tone: Tone; icon: IconName; text: string }) {
  return (
    <span className={classes.chip} style={{ color: `var(--${tone})`, background: `var(--${tone}-soft)` }}>
      <Icon name={icon} size={16} />
      {text}
    </span>
  );
}
