import "react-image-crop/dist/ReactCrop.css";
import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { centerCrop, makeAspectCrop, type PercentCrop, ReactCrop } from "react-image-crop";
import { api, ask } from "../../api/client.ts";
import { uploadFile } from "../../api/upload.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./composer.module.css";
import { contentOf, type Media, mediaQuery } from "./queries.ts";
import { cutOf, ratios } from "./ratios.ts";

const free = "free";
const whole: PercentCrop = { unit: "%", x: 0, y: 0, width: 100, height: 100 };

/** Cuts an image to the shape a network shows, by pointer or by arrow keys. The cut is an image of its own. */
export default function Crop(props: { media: Media; onClose: () => void; onCropped: (id: string) => void }) {
  const t = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const { media } = props;
  const picture = useRef<HTMLImageElement>(null);
  const [ratio, setRatio] = useState<string>(free);
  const [crop, setCrop] = useState<PercentCrop>(whole);
  const known = ratios.find(({ name }) => name === ratio);
  const choose = (name: string) => {
    const next = ratios.find((one) => one.name === name)?.aspect;
    const { naturalWidth = 1, naturalHeight = 1 } = picture.current ?? {};
    setRatio(name);
    setCrop(
      next
        ? centerCrop(
            makeAspectCrop({ unit: "%", width: 100 }, next, naturalWidth, naturalHeight),
            naturalWidth,
            naturalHeight,
          )
        : whole,
    );
  };
  const cut = useMutation({
    mutationFn: async () => {
      if (!picture.current) throw new Error("the image is not shown");
      const file = await cutFile(picture.current, crop, media);
      const { signal } = new AbortController();
      const made = await uploadFile<Media>("/api/v1/media", file, { onProgress: () => undefined, signal });
      if (media.altText === null) return made;
      const body = { altText: media.altText };
      return ask(api.PATCH("/api/v1/media/{id}", { params: { path: { id: made.id } }, body }));
    },
    onSuccess: (made) => {
      client.setQueryData(mediaQuery(made.id).queryKey, made);
      props.onCropped(made.id);
      props.onClose();
    },
    onError: toasts.failed,
  });
  return (
    <Dialog onClose={props.onClose} size="lg" title={t("composer.crop", { name: media.fileName })}>
      <Stack gap="md">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t("composer.ratio")}
          value={ratio}
          onChange={choose}
          data={[
            { value: free, label: t("composer.ratioFree") },
            ...ratios.map(({ name }) => ({ value: name, label: name })),
          ]}
        />
        <Text size="sm" className="muted">
          {known && `${t("composer.ratioFor", { networks: known.networks })} `}
          {t("composer.cropKeys")}
        </Text>
        <ReactCrop
          className={classes.crop}
          crop={crop}
          aspect={known?.aspect}
          keepSelection
          minWidth={24}
          minHeight={24}
          onChange={(_pixels, percent) => setCrop(percent)}
          ariaLabels={{
            cropArea: t("composer.cropArea"),
            nwDragHandle: t("composer.cropCorner"),
            nDragHandle: t("composer.cropTop"),
            neDragHandle: t("composer.cropCorner"),
            eDragHandle: t("composer.cropRight"),
            seDragHandle: t("composer.cropCorner"),
            sDragHandle: t("composer.cropBottom"),
            swDragHandle: t("composer.cropCorner"),
            wDragHandle: t("composer.cropLeft"),
          }}
        >
          <img ref={picture} src={contentOf(media.id)} alt={media.altText ?? ""} />
        </ReactCrop>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button loading={cut.isPending} onClick={() => cut.mutate()}>
            {t("composer.cropAct")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** What is left of a picture, in its own size and kind. */
async function cutFile(picture: HTMLImageElement, crop: PercentCrop, media: Media): Promise<File> {
  const { x, y, width, height } = cutOf(crop, picture.naturalWidth, picture.naturalHeight);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw");
  context.drawImage(picture, x, y, width, height, 0, 0, width, height);
  const type = media.contentType;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.92));
  if (!blob) throw new Error("this browser cannot write the image");
  return new File([blob], media.fileName, { type: blob.type });
}
