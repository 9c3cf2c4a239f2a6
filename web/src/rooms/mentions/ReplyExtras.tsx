import { Button, FileButton, TextInput } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { localOf, readTime } from "../composer/local-times.ts";
import { MediaItem } from "../composer/MediaItem.tsx";
import { mediaQuery } from "../composer/queries.ts";
import { Uploads } from "../composer/Uploads.tsx";
import type { Upload } from "../composer/uploading.ts";
import classes from "./mentions.module.css";

const imageTypes = "image/png,image/jpeg,image/gif,image/webp";

/** What an answer may have beside its words: images with what is read out of them, and a later time. */
export default function ReplyExtras(props: {
  /** False where the network takes no images in answers. */
  takesImages: boolean;
  media: readonly string[];
  onMedia: (media: string[]) => void;
  upload: Upload;
  /** What a clock in the workspace's zone shows when it goes out; null: at once. */
  local: string | null;
  onLocal: (local: string | null) => void;
}) {
  const t = useWords();
  const intl = useIntl();
  const { workspace } = useSignedIn();
  const { media, onMedia, upload, local, onLocal } = props;
  const found = useQueries({ queries: media.map((id) => mediaQuery(id)) });
  const { timeZone } = workspace;
  const zone = timeZone.replaceAll("_", " ");
  // The browser writes the field in its own language's way: below stands how it was understood.
  const at = local ? readTime({ kind: "at", local, timeZone })?.instant : undefined;
  return (
    <>
      {media.map((id, index) => (
        <MediaItem
          key={id}
          id={id}
          media={found[index]?.data}
          isFirst={index === 0}
          pointer={`/media/${index}`}
          onFirst={() => onMedia([id, ...media.filter((other) => other !== id)])}
          onRemove={() => onMedia(media.filter((other) => other !== id))}
          onCropped={(cropped) => onMedia(media.map((other) => (other === id ? cropped : other)))}
        />
      ))}
      <Uploads upload={upload} />
      {local !== null && (
        <TextInput
          type="datetime-local"
          size="xs"
          maw={280}
          label={t("mentions.reply.at")}
          description={
            at
              ? t("mentions.reply.readAs", { at: intl.formatDate(at, { ...inWords, timeZone }), zone })
              : t("mentions.reply.zone", { zone })
          }
          min={localOf(new Date().toISOString(), timeZone)}
          value={local}
          onChange={({ currentTarget }) => onLocal(currentTarget.value)}
        />
      )}
      <div className={classes.replyActs}>
        {props.takesImages && (
          <FileButton multiple accept={imageTypes} onChange={upload.take}>
            {(button) => (
              <Button
                {...button}
                variant="subtle"
                size="compact-xs"
                leftSection={<Icon name="photo-plus" size={16} />}
              >
                {t("mentions.reply.image")}
              </Button>
            )}
          </FileButton>
        )}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon name="clock" size={16} />}
          onClick={() => onLocal(local === null ? inAnHour(timeZone) : null)}
        >
          {t(local === null ? "mentions.reply.later" : "mentions.reply.atOnce")}
        </Button>
      </div>
    </>
  );
}

const inWords = {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
} as const;

function inAnHour(timeZone: string): string {
  return localOf(new Date(Date.now() + 3_600_000).toISOString(), timeZone);
}
