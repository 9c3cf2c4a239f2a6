import { ActionIcon, Loader, Popover, Tooltip } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";

const Emoji = lazy(() => import("./Emoji.tsx"));

/** Opens the list of emoji; what is picked goes where the cursor stood. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t("composer.emoji")}>
          <ActionIcon
            className={classes.emojiButton}
            variant="subtle"
            color="gray"
            aria-label={t("composer.emoji")}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="mood-smile" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("composer.emoji")}>
        <Suspense fallback={<Loader size="sm" />}>
          <Emoji
            onPick={(emoji) => {
              setOpen(false);
              onPick(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
