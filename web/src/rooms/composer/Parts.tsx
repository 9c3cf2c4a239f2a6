import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import type { Draft } from "./draft.ts";
import type { Change } from "./Editor.tsx";
import { type Measures, measuresOf } from "./measures.ts";
import { TextField } from "./TextField.tsx";

/** What follows the text: the further parts of a thread, each counted by itself, and the first comment. */
export function Parts(props: { draft: Draft; change: Change; measures: Measures; tab: string | null }) {
  const t = useWords();
  const { draft, change } = props;
  const measures = measuresOf(props.measures, props.tab ? [props.tab] : draft.profiles);
  const setPart = (index: number, text: string) =>
    change((before) => ({
      ...before,
      thread: before.thread.map((part, at) => (at === index ? text : part)),
    }));
  const total = draft.thread.length + 1;
  return (
    <section className={classes.parts} aria-label={t("composer.further")} data-stop>
      {draft.thread.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a thread have nothing but their place
        <div key={index} className={classes.part}>
          <TextField
            label={t("composer.part", { place: index + 2, total })}
            pointer={`/thread/${index}`}
            placeholder={t("composer.part", { place: index + 2, total })}
            value={text}
            hasFocus={text === ""}
            measures={measures}
            onChange={(next) => setPart(index, next)}
          />
          <Remove
            label={t("composer.removePart", { place: index + 2 })}
            onClick={() =>
              change((before) => ({ ...before, thread: before.thread.filter((_part, at) => at !== index) }))
            }
          />
        </div>
      ))}
      {draft.firstComment !== null && (
        <div className={classes.part}>
          <TextField
            label={t("composer.firstComment")}
            pointer="/firstComment"
            placeholder={t("composer.firstComment")}
            value={draft.firstComment}
            hasFocus={draft.firstComment === ""}
            measures={measures}
            onChange={(firstComment) => change((before) => ({ ...before, firstComment }))}
          />
          <Remove
            label={t("composer.removeFirstComment")}
            onClick={() => change((before) => ({ ...before, firstComment: null }))}
          />
        </div>
      )}
      <div className={classes.tools}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => change((before) => ({ ...before, thread: [...before.thread, ""] }))}
        >
          {t("composer.addPart")}
        </Button>
        {draft.firstComment === null && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<Icon name="message" size={16} />}
            onClick={() => change((before) => ({ ...before, firstComment: "" }))}
          >
            {t("composer.addFirstComment")}
          </Button>
        )}
      </div>
    </section>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Icon name="x" size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
