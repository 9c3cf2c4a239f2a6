import type { ReactNode } from "react";
import { Problem } from "../../api/problem.ts";
import { useWords } from "../../messages/language.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Card } from "../../shared/Room.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import classes from "./settings.module.css";

/** One subject of the settings. */
export function Section(props: { title: string; lead?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Card label={props.title}>
      <div className={classes.section}>
        <div className={classes.sectionHead}>
          <h2>{props.title}</h2>
          {props.action}
        </div>
        {props.lead && <p className="muted">{props.lead}</p>}
        {props.children}
      </div>
    </Card>
  );
}

/** Why something was not done: what is wrong with each field, or else the whole. */
export function Refusal({ error }: { error: Error | null }) {
  const t = useWords();
  if (!error) return null;
  const faults = error instanceof Problem ? error.fields.map(({ detail }) => detail) : [];
  return (
    <FormFaults
      texts={faults.length > 0 ? faults : [sentenceOf(error, t("common.unreachable"), t("common.broken"))]}
    />
  );
}
