import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { Problem } from "../api/problem.ts";
import { useWords } from "../messages/language.tsx";
import { Icon } from "./Icon.tsx";

const undoMilliseconds = 10_000;
const readMilliseconds = 6000;

export interface Toasts {
  /** Something was done. @param action such as Undo: `{ label, run }`; offered for ten seconds */
  done(text: string, action?: { label: string; run: () => void }): void;
  /** Something was not done. */
  failed(error: unknown): void;
  /** What was asked cannot be, and why. */
  refused(text: string): void;
}

export function useToasts(): Toasts {
  const t = useWords();
  return useMemo(
    () => ({
      done(text, action) {
        const id = notifications.show({
          message: (
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">{text}</Text>
              {action && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    notifications.hide(id);
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              )}
            </Group>
          ),
          icon: <Icon name="check" />,
          color: "teal",
          autoClose: action ? undoMilliseconds : readMilliseconds,
          closeButtonProps: { "aria-label": t("common.close") },
        });
      },
      failed(error) {
        notifications.show({
          message: sentenceOf(error, t("common.unreachable"), t("common.broken")),
          icon: <Icon name="alert-octagon" />,
          color: "red",
          autoClose: false,
          closeButtonProps: { "aria-label": t("common.close") },
        });
      },
      refused(text) {
        notifications.show({
          message: text,
          icon: <Icon name="alert-triangle" />,
          color: "orange",
          autoClose: readMilliseconds,
          closeButtonProps: { "aria-label": t("common.close") },
        });
      },
    }),
    [t],
  );
}

/** What went wrong as a person can read it. */
export function sentenceOf(error: unknown, unreachable: string, broken: string): string {
  if (!(error instanceof Problem)) return broken;
  return error.status === 0 ? unreachable : error.message || broken;
}
