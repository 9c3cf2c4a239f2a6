import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Monitor } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { MarkLine } from "./MarkLine.tsx";
import { type Mark, touches } from "./marks.ts";
import type { Period } from "./period.ts";
import { type Note, useRemoveNote, useWriteNote } from "./queries.ts";
import classes from "./reputation.module.css";

const NoteDialog = lazy(() => import("./Notes.tsx"));

const mostShown = 5;

/** What happened meanwhile, below the figures: alerts, holds, and what people wrote; and the way to write something. */
export function Landmarks(props: {
  marks: readonly Mark[];
  period: Period;
  monitor: Monitor;
  timeZone: string;
  /** What is being written or changed; null: nothing. */
  writing: Note | number | null;
  onWrite: (about: Note | number | null) => void;
}) {
  const { period, monitor, timeZone } = props;
  const t = useWords();
  const toasts = useToasts();
  const mayWrite = useMay("listen");
  const remove = useRemoveNote();
  const write = useWriteNote();
  const [isWhole, setWhole] = useState(false);
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  // Outages are told beside how sure the figures are.
  const marks = props.marks
    .filter((mark) => mark.kind !== "gap" && touches(mark, from, to))
    .sort((one, other) => other.from - one.from);
  const shown = isWhole ? marks : marks.slice(0, mostShown);
  const removeNote = ({ id, text, at, monitor: of }: Note) =>
    remove.mutate(id, {
      onSuccess: () =>
        toasts.done(t("reputation.note.removed"), {
          label: t("common.undo"),
          run: () => write.mutate({ id: null, text, at, monitor: of }, { onError: toasts.failed }),
        }),
      onError: toasts.failed,
    });
  return (
    <section className={classes.landmarks} aria-label={t("reputation.landmarks")}>
      <ul>
        {shown.map((mark) => (
          <li key={mark.key}>
            <MarkLine mark={mark} />
            {mayWrite && mark.note && (
              <>
                <IconButton
                  icon="pencil"
                  label={t("reputation.note.change")}
                  name={t("reputation.note.changeOf", { text: mark.note.text })}
                  onClick={() => props.onWrite(mark.note)}
                />
                <IconButton
                  icon="trash"
                  label={t("reputation.note.remove")}
                  name={t("reputation.note.removeOf", { text: mark.note.text })}
                  onClick={() => mark.note && removeNote(mark.note)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {(marks.length > mostShown || mayWrite) && (
        <div className={classes.landmarkActs}>
          {marks.length > mostShown && (
            <Button size="compact-xs" variant="subtle" onClick={() => setWhole(!isWhole)}>
              {isWhole ? t("reputation.fewerMarks") : t("reputation.allMarks", { count: marks.length })}
            </Button>
          )}
          {mayWrite && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<Icon name="plus" size={14} />}
              aria-keyshortcuts="A"
              onClick={() => props.onWrite(Math.min(to, Date.now()))}
            >
              {t("reputation.note.add")}
            </Button>
          )}
        </div>
      )}
      {props.writing !== null && (
        <Suspense>
          <NoteDialog
            about={props.writing}
            monitor={monitor}
            timeZone={timeZone}
            onClose={() => props.onWrite(null)}
          />
        </Suspense>
      )}
    </section>
  );
}
