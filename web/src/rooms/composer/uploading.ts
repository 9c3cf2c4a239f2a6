import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { uploadFile } from "../../api/upload.ts";
import { type Media, mediaQuery } from "./queries.ts";

/** A file that is on its way, or did not arrive. */
export interface Sending {
  id: number;
  file: File;
  /** How much of it has left, in [0, 1]. */
  share: number;
  /** Why it did not arrive; null while it is on its way. */
  failure: unknown;
}

export interface Upload {
  sending: readonly Sending[];
  /** True while files are held over the composer. */
  isOver: boolean;
  take: (files: readonly File[]) => void;
  retry: (id: number) => void;
  /** Stops one that is on its way, or forgets one that did not arrive. */
  cancel: (id: number) => void;
  dropTarget: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Images brought by drop, paste or choice go up in the background; the text waits for none. */
export function useUpload(onAdded: (id: string) => void): Upload {
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [isOver, setOver] = useState(false);
  const next = useRef(0);
  const stops = useRef(new Map<number, AbortController>());
  const change = (id: number, changes: Partial<Sending>) =>
    setSending((before) => before.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const forget = (id: number) => setSending((before) => before.filter((one) => one.id !== id));
  const send = async (id: number, file: File) => {
    const stop = new AbortController();
    stops.current.set(id, stop);
    try {
      const onProgress = (share: number) => change(id, { share });
      const media = await uploadFile<Media>("/api/v1/media", file, { onProgress, signal: stop.signal });
      client.setQueryData(mediaQuery(media.id).queryKey, media);
      forget(id);
      onAdded(media.id);
    } catch (failure) {
      if (stop.signal.aborted) forget(id);
      else change(id, { failure });
    } finally {
      stops.current.delete(id);
    }
  };
  const take = (files: readonly File[]) => {
    const begun = files.map((file) => ({ id: next.current++, file, share: 0, failure: null }));
    setSending((before) => [...before, ...begun]);
    for (const { id, file } of begun) void send(id, file);
  };
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    sending,
    isOver,
    take,
    retry: (id) => {
      const file = sending.find((one) => one.id === id)?.file;
      if (!file) return;
      change(id, { share: 0, failure: null });
      void send(id, file);
    },
    cancel: (id) => {
      const stop = stops.current.get(id);
      if (stop) stop.abort();
      else forget(id);
    },
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
