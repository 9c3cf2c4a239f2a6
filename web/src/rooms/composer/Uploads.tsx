import { ActionIcon, Button, Progress, Tooltip } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import classes from "./composer.module.css";
import type { Upload } from "./uploading.ts";

/** Files on their way, each with how far it is, and those that did not arrive, with why. */
export function Uploads({ upload }: { upload: Upload }) {
  const t = useWords();
  if (upload.sending.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label={t("composer.uploads")}>
      {upload.sending.map(({ id, file, share, failure }) => (
        <li key={id} data-failed={failure !== null || undefined}>
          <span className={classes.fileName}>{file.name}</span>
          {failure === null ? (
            <Progress.Root size="sm" className={classes.share}>
              <Progress.Section
                value={share * 100}
                aria-label={t("composer.uploadOf", { name: file.name, share: Math.round(share * 100) })}
              />
            </Progress.Root>
          ) : (
            <span role="alert" className={classes.share}>
              {sentenceOf(failure, t("common.unreachable"), t("common.broken"))}
            </span>
          )}
          {failure !== null && (
            <Button size="compact-xs" variant="subtle" onClick={() => upload.retry(id)}>
              {t("common.retry")}
            </Button>
          )}
          <Tooltip label={t("composer.uploadCancel", { name: file.name })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("composer.uploadCancel", { name: file.name })}
              onClick={() => upload.cancel(id)}
            >
              <Icon name="x" size={16} />
            </ActionIcon>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
