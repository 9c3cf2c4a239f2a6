import { Menu } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import type { Card } from "./cards.ts";
import { useDesk } from "./desk.ts";

/** A card on which somebody rested a finger, or pressed the other button, and where. */
export interface CardMenuAt {
  card: Card;
  x: number;
  y: number;
}

export type CardAct = "open" | "move" | "duplicate" | "hold" | "select";

const acts = [
  { act: "open", icon: "eye", word: "calendar.menu.open", changes: false },
  { act: "move", icon: "calendar-event", word: "calendar.menu.move", changes: true },
  { act: "duplicate", icon: "copy", word: "calendar.menu.duplicate", changes: true },
  { act: "hold", icon: "hand-stop", word: "calendar.menu.hold", changes: true },
  { act: "select", icon: "circle-check", word: "calendar.menu.select", changes: true },
] as const satisfies readonly { act: CardAct; icon: IconName; word: MessageId; changes: boolean }[];

/** What can be done with one card without opening it: the same as its keys do. */
export function CardMenu(props: { at: CardMenuAt; onAct: (act: CardAct) => void; onClose: () => void }) {
  const t = useWords();
  const desk = useDesk();
  const { card, x, y } = props.at;
  const name = t("calendar.menu.of", { text: card.text.slice(0, 60) || t("calendar.noText") });
  return (
    <Menu opened onClose={props.onClose} position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="unseen" style={{ position: "fixed", left: x, top: y }} tabIndex={-1}>
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={name}>
        {acts
          .filter(({ changes }) => !changes || desk.mayChange)
          .map(({ act, icon, word }) => (
            <Menu.Item
              key={act}
              leftSection={<Icon name={icon} size={16} />}
              onClick={() => props.onAct(act)}
            >
              {t(word)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
