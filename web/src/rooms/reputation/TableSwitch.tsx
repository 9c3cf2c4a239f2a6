import { Switch } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import classes from "./reputation.module.css";

/** Rows instead of a picture. @param props.title of the picture, for who hears the switch */
export function TableSwitch(props: { title: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useWords();
  return (
    <Switch
      className={classes.tableSwitch}
      size="xs"
      label={t("reputation.table")}
      aria-label={t("reputation.tableOf", { title: props.title })}
      checked={props.isOn}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
