import { Button, Group } from "@mantine/core";
import type { Post } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Moment } from "../../shared/Moment.tsx";
import classes from "./composer.module.css";
import type { Draft } from "./draft.ts";
import { Difference } from "./Texts.tsx";

/** Somebody else saved meanwhile: both texts are there, and the person chooses. */
export function Conflict(props: {
  mine: Draft;
  theirs: Post;
  onMine: (theirs: Post) => void;
  onTheirs: (theirs: Post) => void;
}) {
  const t = useWords();
  const { mine, theirs } = props;
  return (
    <section className={classes.conflict} role="alert">
      <p>
        <b>{t("composer.conflict")}</b> <Moment at={theirs.updatedAt} relative />
      </p>
      <p>{t("composer.conflictLead")}</p>
      <h4>{t("composer.theirs")}</h4>
      <p className={classes.words}>{theirs.text}</p>
      <h4>{t("composer.mine")}</h4>
      <Difference before={theirs.text} after={mine.text} />
      <Group gap="sm">
        <Button size="xs" onClick={() => props.onMine(theirs)}>
          {t("composer.keepMine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => props.onTheirs(theirs)}>
          {t("composer.takeTheirs")}
        </Button>
      </Group>
    </section>
  );
}
