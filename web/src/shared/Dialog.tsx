import { Modal, type ModalProps } from "@mantine/core";
import { useWords } from "../messages/language.tsx";
import { useFocusBack } from "./focus.ts";

/** A dialog that is there as long as it is drawn. Mantine gives the focus back only where one and the same is opened and closed. */
export function Dialog(props: Omit<ModalProps, "opened">) {
  const t = useWords();
  useFocusBack();
  return <Modal opened closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}
