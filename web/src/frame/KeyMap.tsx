import { Kbd, Switch, Table } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../messages/language.tsx";
import type { MessageId } from "../messages/messages.ts";
import { Dialog } from "../shared/Dialog.tsx";
import { keepPreference, keptPreference } from "../theme/preferences.ts";
import { type RoomPath, rooms } from "./rooms.ts";
import { commandKey } from "./TopBar.tsx";

type Line = { keys: readonly string[]; text: string };

/** What a room's own keys do, as its code reads them. */
const keysOfRooms: Readonly<Partial<Record<RoomPath, readonly (readonly [string, MessageId])[]>>> = {
  "/calendar": [
    ["← → ↑ ↓", "keys.cards"],
    ["M", "keys.move"],
    ["D", "keys.duplicate"],
    ["X", "keys.select"],
    ["H", "keys.hold"],
    ["T", "keys.today"],
    ["⇧ ← →", "keys.period"],
    ["1 2 3 4", "keys.views"],
  ],
  "/review": [
    ["J K", "keys.walk"],
    ["A", "keys.approve"],
    ["R", "keys.sendBack"],
    ["C", "keys.comment"],
  ],
  "/mentions": [
    ["J K", "keys.walk"],
    ["1 2 3", "keys.labels"],
    ["E", "keys.done"],
    ["A", "keys.assign"],
    ["R", "keys.reply"],
    ["S", "keys.later"],
    ["H", "keys.hide"],
    ["O", "keys.source"],
    ["F", "keys.unfold"],
    ["X", "keys.select"],
  ],
  "/alerts": [
    ["A", "keys.acknowledge"],
    ["S", "keys.snooze"],
    ["C", "keys.resolve"],
  ],
  "/profiles": [
    ["V", "keys.verify"],
    ["R", "keys.reconnect"],
  ],
};

/** The keys of this room, those of all rooms, and the switch that turns single letters off. */
export default function KeyMap({ room, onClose }: { room: RoomPath | null; onClose: () => void }) {
  const t = useWords();
  const [isOn, setOn] = useState(keptPreference("shortcuts") !== "off");
  const own = (room && keysOfRooms[room]) ?? [];
  const title = rooms.find(({ path }) => path === room)?.title;
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
  return (
    <Dialog onClose={onClose} title={t("keys.title")}>
      <Switch
        mb="md"
        label={t("keys.letters")}
        checked={isOn}
        onChange={({ currentTarget }) => {
          setOn(currentTarget.checked);
          keepPreference("shortcuts", currentTarget.checked ? "on" : "off");
        }}
      />
      {title && own.length > 0 && (
        <Lines
          title={t(title)}
          lines={own.map(([keys, text]) => ({ keys: keys.split(" "), text: t(text) }))}
        />
      )}
      <Lines title={t("keys.everywhere")} lines={everywhere} />
    </Dialog>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <Table withRowBorders={false} captionSide="top">
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
