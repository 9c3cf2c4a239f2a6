import { Button, Code, CopyButton, Group } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import classes from "./settings.module.css";

/** A line that is read or copied once. */
export function CopyLine({ value }: { value: string }) {
  const t = useWords();
  return (
    <Group gap="sm" wrap="nowrap" align="center">
      <Code className={classes.secret}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" onClick={copy}>
            {copied ? t("common.copied") : t("common.copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
