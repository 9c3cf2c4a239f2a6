import { Button, Chip, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import classes from "./review.module.css";

const usual = ["review.reasonWords", "review.reasonImage", "review.reasonTime"] as const;

/** Why it goes back: a usual reason by one press, or in words of one's own; without one, nobody knows what to change. */
export function SendBack(props: { isBusy: boolean; onClose: () => void; onSend: (reason: string) => void }) {
  const t = useWords();
  const [picked, setPicked] = useState<string[]>([]);
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const reason = [...picked, text.trim()].filter(Boolean).join(". ");
  return (
    <form
      className={classes.sendBack}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason) props.onSend(reason);
        else setMissing(true);
      }}
    >
      <Chip.Group multiple value={picked} onChange={setPicked}>
        <Group gap="xs">
          {usual.map((word) => (
            <Chip key={word} value={t(word)} size="xs">
              {t(word)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Textarea
        label={t("review.reason")}
        autosize
        minRows={2}
        data-autofocus
        autoFocus
        value={text}
        error={isMissing && !reason ? t("review.reasonMissing") : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            props.onClose();
          }
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={props.onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={props.isBusy}>
          {t("review.sendBack")}
        </Button>
      </Group>
    </form>
  );
}
