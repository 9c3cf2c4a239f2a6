import { Kbd, Modal, Switch, Table } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../messages/language.tsx";
import { keepPreference, keptPreference } from "../theme/preferences.ts";
import { rooms } from "./rooms.ts";
import { commandKey } from "./TopBar.tsx";

/** Every key that works in all rooms, and the switch that turns single letters off. */
export function KeyMap({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords();
  const [isOn, setOn] = useState(keptPreference("shortcuts") !== "off");
  const lines = [
    { keys: [commandKey, "K"], text: t("keys.palette") },
    { keys: ["?"], text: t("keys.title") },
    { keys: ["N"], text: t("frame.newPost") },
    { keys: ["/"], text: t("keys.search") },
    { keys: ["Esc"], text: t("keys.close") },
    ...rooms.map(({ letter, title }) => ({
      keys: ["G", letter.toUpperCase()],
      text: t("keys.goTo", { room: t(title) }),
    })),
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Table withRowBorders={false}>
        <Table.Tbody>
          {lines.map(({ keys, text }) => (
            <Table.Tr key={text}>
              <Table.Td w={120}>
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
      <Switch
        mt="md"
        label={t("keys.letters")}
        checked={isOn}
        onChange={({ currentTarget }) => {
          setOn(currentTarget.checked);
          keepPreference("shortcuts", currentTarget.checked ? "on" : "off");
        }}
      />
    </Modal>
  );
}
