import { Button, Group, Modal, Text } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../messages/language.tsx";
import { type FocusPlace, placeOfFocus, returnFocus } from "./focus.ts";
import { useToasts } from "./toast.tsx";

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

/**
 * Something that is done to one thing as soon as it is confirmed.
 * @param props.children draws what asks for it
 * @param props.done what is said when it worked, where the screen does not show it by itself
 */
export function AskFirst(props: {
  title: string;
  text: string;
  act: string;
  id: string;
  change: UseMutationResult<unknown, Error, string>;
  done?: string;
  children: (ask: () => void) => ReactNode;
}) {
  const { change, done } = props;
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  const place = useRef<FocusPlace | null>(null);
  // What was asked about may be gone afterwards, and its row with it.
  useEffect(
    () => () => {
      if (place.current) returnFocus(place.current);
    },
    [],
  );
  return (
    <>
      {props.children(() => {
        place.current = placeOfFocus();
        setAsking(true);
      })}
      <Confirm
        isOpen={isAsking}
        title={props.title}
        text={props.text}
        act={props.act}
        isBusy={change.isPending}
        onClose={() => {
          place.current = null;
          setAsking(false);
        }}
        onConfirm={() =>
          change.mutate(props.id, {
            onSuccess: () => done && toasts.done(done),
            onError: toasts.failed,
            onSettled: () => setAsking(false),
          })
        }
      />
    </>
  );
}
