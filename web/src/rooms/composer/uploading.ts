import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { useToasts } from "../../shared/toast.tsx";
import { mediaQuery, upload } from "./queries.ts";

export interface Upload {
  /** How many are on their way. */
  underWay: number;
  /** True while files are held over the composer. */
  isOver: boolean;
  take: (files: readonly File[]) => void;
  dropTarget: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Images brought by drop, paste or choice go up in the background; the text waits for none. */
export function useUpload(onAdded: (ids: string[]) => void): Upload {
  const client = useQueryClient();
  const toasts = useToasts();
  const [underWay, setUnderWay] = useState(0);
  const [isOver, setOver] = useState(false);
  const take = (files: readonly File[]) => {
    for (const file of files) {
      setUnderWay((count) => count + 1);
      upload(file)
        .then((media) => {
          client.setQueryData(mediaQuery(media.id).queryKey, media);
          onAdded([media.id]);
        })
        .catch(toasts.failed)
        .finally(() => setUnderWay((count) => count - 1));
    }
  };
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    underWay,
    isOver,
    take,
    dropTarget: {
      onDragOver: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        take([...event.dataTransfer.files]);
      },
    },
  };
}
