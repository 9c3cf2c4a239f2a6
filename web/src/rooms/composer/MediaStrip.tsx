import { Button, FileButton } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import classes from "./composer.module.css";
import { type Draft, mediaOn, withVariant } from "./draft.ts";
import type { Change } from "./Editor.tsx";
import { MediaItem } from "./MediaItem.tsx";
import { contentOf, libraryQuery, mediaQuery } from "./queries.ts";
import { Uploads } from "./Uploads.tsx";
import type { Upload } from "./uploading.ts";

const imageTypes = "image/png,image/jpeg,image/gif,image/webp";

/** The images of the post, or of one profile's wording, each with its alternative text. */
export function MediaStrip(props: { draft: Draft; change: Change; tab: string | null; upload: Upload }) {
  const t = useWords();
  const { draft, change, tab, upload } = props;
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  const { media, isOwn } = tab === null ? { media: draft.media, isOwn: true } : mediaOn(draft, tab);
  const found = useQueries({ queries: media.map((id) => mediaQuery(id)) });
  const put = (next: string[] | undefined) =>
    change((before) =>
      tab === null ? { ...before, media: next ?? [] } : withVariant(before, tab, { media: next }),
    );
  if (!isOwn)
    return (
      <p className={classes.hint}>
        {t("composer.commonImages", { count: media.length })}{" "}
        <Button variant="subtle" size="compact-sm" onClick={() => put([...media])}>
          {t("composer.ownImages")}
        </Button>
      </p>
    );
  return (
    <section className={classes.media} aria-label={t("composer.images")} data-stop>
      {found.map(({ data }, index) => {
        const id = media[index] ?? "";
        return (
          <MediaItem
            key={id}
            id={id}
            media={data}
            isFirst={index === 0}
            pointer={`/media/${index}`}
            onFirst={() => put([id, ...media.filter((other) => other !== id)])}
            onRemove={() => put(media.filter((other) => other !== id))}
            onCropped={(cropped) => put(media.map((other) => (other === id ? cropped : other)))}
          />
        );
      })}
      <Uploads upload={upload} />
      <div className={classes.tools}>
        <FileButton multiple accept={imageTypes} onChange={upload.take}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="xs"
              leftSection={<Icon name="photo-plus" size={16} />}
              data-pointer="/media"
            >
              {t("composer.addImages")}
            </Button>
          )}
        </FileButton>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Icon name="photo" size={16} />}
          onClick={() => setLibraryOpen(true)}
        >
          {t("composer.library")}
        </Button>
        {tab !== null && (
          <Button variant="subtle" size="xs" onClick={() => put(undefined)}>
            {t("composer.backToCommonImages")}
          </Button>
        )}
        <span className={classes.hint}>{t("composer.dropHere")}</span>
      </div>
      {isLibraryOpen && (
        <Library
          onClose={() => setLibraryOpen(false)}
          onPick={(id) => {
            if (!media.includes(id)) put([...media, id]);
            setLibraryOpen(false);
          }}
        />
      )}
    </section>
  );
}

function Library({ onClose, onPick }: { onClose: () => void; onPick: (id: string) => void }) {
  const t = useWords();
  const library = useQuery(libraryQuery);
  return (
    <Dialog onClose={onClose} size="lg" title={t("composer.library")}>
      <Read query={library} what="composer.whatLibrary">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="photo" text={t("composer.libraryEmpty")} />
          ) : (
            <div className={classes.library}>
              {items.map(({ id, fileName, altText }) => (
                <button key={id} type="button" onClick={() => onPick(id)} aria-label={altText ?? fileName}>
                  <img src={contentOf(id)} alt="" loading="lazy" />
                </button>
              ))}
            </div>
          )
        }
      </Read>
    </Dialog>
  );
}
