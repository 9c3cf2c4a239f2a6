import { ActionIcon, Checkbox, Textarea, Tooltip } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, ask } from "../../api/client.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./composer.module.css";
import { contentOf, type Media, mediaQuery } from "./queries.ts";

const Crop = lazy(() => import("./Crop.tsx"));
/** A cut GIF would be one still picture. */
const canBeCropped = ({ contentType }: Media) => contentType !== "image/gif";

/** An image with what is read out of it, its place, and its cut. */
export function MediaItem(props: {
  id: string;
  media: Media | undefined;
  isFirst: boolean;
  pointer: string;
  onFirst: () => void;
  onRemove: () => void;
  /** Another image, cut from this one, takes its place. */
  onCropped: (id: string) => void;
}) {
  const t = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const { id, media } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [isCropping, setCropping] = useState(false);
  const describe = useMutation({
    mutationFn: (altText: string | null) =>
      ask(api.PATCH("/api/v1/media/{id}", { params: { path: { id } }, body: { altText } })),
    onSuccess: (changed) => {
      client.setQueryData(mediaQuery(id).queryKey, changed);
      setTyped(null);
      void client.invalidateQueries({ queryKey: ["check"] });
    },
    onError: toasts.failed,
  });
  const name = media?.fileName ?? "";
  const altText = describe.isPending ? describe.variables : media?.altText;
  const isDecorative = altText === "";
  return (
    <div className={classes.image}>
      <img src={contentOf(id)} alt={altText ?? ""} width={72} height={72} />
      <div>
        <Textarea
          size="xs"
          autosize
          minRows={2}
          maxRows={5}
          data-pointer={props.pointer}
          label={t("composer.alt", { name })}
          placeholder={t(isDecorative ? "composer.nothingRead" : "composer.altHint")}
          disabled={isDecorative}
          value={typed ?? altText ?? ""}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onBlur={() => {
            if (typed !== null && typed !== (altText ?? "")) describe.mutate(typed.trim() || null);
          }}
        />
        <Checkbox
          size="xs"
          mt={6}
          label={t("composer.decorative")}
          checked={isDecorative}
          onChange={({ currentTarget }) => describe.mutate(currentTarget.checked ? "" : null)}
        />
      </div>
      <div>
        {!props.isFirst && (
          <Act icon="arrow-up" label={t("composer.imageFirst", { name })} onClick={props.onFirst} />
        )}
        {media && canBeCropped(media) && (
          <Act icon="crop" label={t("composer.crop", { name })} onClick={() => setCropping(true)} />
        )}
        <Act icon="x" label={t("composer.removeImage", { name })} onClick={props.onRemove} />
      </div>
      {isCropping && media && (
        <Suspense>
          <Crop media={media} onClose={() => setCropping(false)} onCropped={props.onCropped} />
        </Suspense>
      )}
    </div>
  );
}

function Act({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Icon name={icon} size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
