import { Button, Group, Modal, Text } from "@mantine/core";
import { useWords } from "../messages/language.tsx";

/**
 * Asked only before what the outside world sees at once or what cannot be undone; the button names the act.
 */
export function Confirm(props: {
  isOpen: boolean;
  title: string;
  text: string;
  act: string;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useWords();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Text size="sm">{props.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t("common.cancel")}
        </Button>
        <Button color="red" loading={props.isBusy} onClick={props.onConfirm}>
          {props.act}
        </Button>
      </Group>
    </Modal>
  );
}
