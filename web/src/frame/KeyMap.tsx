import { Kbd, Switch, Table } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../messages/language.tsx";
import type { MessageId } from "../messages/messages.ts";
import { Dialog } from "../shared/Dialog.tsx";
import { usePrefer } from "../shared/own-preferences.ts";
import { keptPreference } from "../theme/preferences.ts";
import classes from "./frame.module.css";
import { keysOfRooms } from "./keys-of-rooms.ts";
import { type RoomPath, rooms } from "./rooms.ts";
import { commandKey } from "./TopBar.tsx";

type Line = { keys: readonly string[]; text: string };

/** The keys of this room first, then those that work anywhere and those of every other room; and the switch of single letters. */
export default function KeyMap({ room, onClose }: { room: RoomPath | null; onClose: () => void }) {
  const t = useWords();
  const prefer = usePrefer();
  const [isOn, setOn] = useState(keptPreference("shortcuts") !== "off");
  const everywhere: Line[] = [
    { keys: [commandKey, "K"], text: t("keys.palette") },
    { keys: ["?"], text: t("keys.title") },
    { keys: ["N"], text: t("frame.newPost") },
    { keys: ["/"], text: t("keys.search") },
    { keys: ["Esc"], text: t("keys.close") },
    ...rooms.map(({ letter, title: name }) => ({
      keys: ["G", letter.toUpperCase()],
      text: t("keys.goTo", { room: t(name) }),
    })),
  ];
  const linesOf = (keys: readonly (readonly [string, MessageId])[]): Line[] =>
    keys.map(([pressed, text]) => ({
      keys: pressed.split(" ").map((key) => (key === "Ctrl" ? commandKey : key)),
      text: t(text),
    }));
  const sections = keysOfRooms.map(({ path, title, keys }) => ({
    path,
    title: t(title),
    lines: linesOf(keys),
  }));
  const isOwn = ({ path }: { path: RoomPath | null }) => path !== null && path === room;
  const own = sections.filter(isOwn);
  const others = sections.filter((section) => !isOwn(section));
  return (
    <Dialog onClose={onClose} title={t("keys.title")} size="xl">
      <Switch
        mb="md"
        label={t("keys.letters")}
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => {
          setOn(checked);
          prefer({ shortcuts: checked });
        }}
      />
      <div className={classes.keys}>
        {own.map(({ title, lines }) => (
          <Lines key={title} title={title} lines={lines} />
        ))}
        <Lines title={t("keys.everywhere")} lines={everywhere} />
        {others.map(({ title, lines }) => (
          <Lines key={title} title={title} lines={lines} />
        ))}
      </div>
    </Dialog>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <Table withRowBorders={false} captionSide="top" verticalSpacing={4}>
      <Table.Caption ta="start" fw={500}>
        {title}
      </Table.Caption>
      <Table.Tbody>
        {lines.map(({ keys, text }) => (
          <Table.Tr key={text}>
            <Table.Td w={140}>
              {keys.map((key) => (
                <Kbd key={key} me={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Td>
            <Table.Td>{text}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
