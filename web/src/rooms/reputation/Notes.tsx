import { Button, Checkbox, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Monitor } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults } from "../../shared/form.tsx";
import LocalTimeField from "../../shared/LocalTimeField.tsx";
import { localTimeOf, writtenTime } from "../../shared/local-times.ts";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import { type Note, useWriteNote } from "./queries.ts";

/** Writes beside the figures what happened at a time, or changes what was written. */
export default function NoteDialog(props: {
  /** What is changed; or when what is new happened, in milliseconds. */
  about: Note | number;
  monitor: Monitor;
  timeZone: string;
  onClose: () => void;
}) {
  const { about, monitor, timeZone } = props;
  const t = useWords();
  const toasts = useToasts();
  const write = useWriteNote();
  const before = typeof about === "number" ? null : about;
  const [text, setText] = useState(before?.text ?? "");
  const [at, setAt] = useState(localTimeOf(typeof about === "number" ? about : about.at, timeZone));
  const [isForAll, setForAll] = useState(before !== null && before.monitor === null);
  return (
    <Dialog onClose={props.onClose} title={t(before ? "reputation.note.change" : "reputation.note.add")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate(
            {
              id: before?.id ?? null,
              text,
              at: writtenTime(at),
              monitor: isForAll ? null : monitor.id,
            },
            {
              onSuccess: () => {
                toasts.done(t("reputation.note.kept"));
                props.onClose();
              },
            },
          );
        }}
      >
        <Stack gap="md">
          {write.error && (
            <FormFaults texts={[sentenceOf(write.error, t("common.unreachable"), t("common.broken"))]} />
          )}
          <Textarea
            label={t("reputation.note.text")}
            description={t("reputation.note.hint")}
            required
            maxLength={300}
            autosize
            minRows={2}
            data-autofocus
            value={text}
            // One line: Enter keeps it.
            onChange={({ currentTarget }) => setText(currentTarget.value.replace(/\s*\n\s*/g, " "))}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          <LocalTimeField
            label={t("reputation.note.at", { zone: timeZone })}
            mayBePast
            at={at}
            onChange={setAt}
          />
          <Checkbox
            label={t("reputation.note.forAll")}
            checked={isForAll}
            onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t(before ? "reputation.note.save" : "reputation.note.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
