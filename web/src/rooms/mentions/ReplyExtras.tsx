import { Button, FileButton } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { type LocalTime, localTimeOf } from "../../shared/local-times.ts";
import { MediaItem } from "../composer/MediaItem.tsx";
import { mediaQuery } from "../composer/queries.ts";
import { Uploads } from "../composer/Uploads.tsx";
import type { Upload } from "../composer/uploading.ts";
import classes from "./mentions.module.css";

const LocalTimeField = lazy(() => import("../../shared/LocalTimeField.tsx"));

const hourMilliseconds = 3_600_000;
const imageTypes = "image/png,image/jpeg,image/gif,image/webp";

/** What an answer may have beside its words: images with what is read out of them, and a later time. */
export default function ReplyExtras(props: {
  /** False where the network takes no images in answers. */
  takesImages: boolean;
  media: readonly string[];
  onMedia: (media: string[]) => void;
  upload: Upload;
  /** When it goes out; null: at once. */
  at: LocalTime | null;
  onAt: (at: LocalTime | null) => void;
}) {
  const t = useWords();
  const { workspace } = useSignedIn();
  const { media, onMedia, upload, at, onAt } = props;
  const found = useQueries({ queries: media.map((id) => mediaQuery(id)) });
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
      {at && (
        <Suspense>
          <LocalTimeField size="xs" label={t("mentions.reply.at")} at={at} onChange={onAt} />
        </Suspense>
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
          onClick={() => onAt(at ? null : localTimeOf(Date.now() + hourMilliseconds, workspace.timeZone))}
        >
          {t(at ? "mentions.reply.atOnce" : "mentions.reply.later")}
        </Button>
      </div>
    </>
  );
}
