import { useCallback, useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useMay, useSignedIn } from "../../api/session.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { type Mention, type MentionChange, useChangeMention } from "./queries.ts";
import type { Label } from "./search.ts";

/** What a person decides about mentions; each says what was done and can be undone. */
export interface Triage {
  mayChange: boolean;
  label(mentions: readonly Mention[], label: Label): void;
  done(mentions: readonly Mention[]): void;
  hide(mentions: readonly Mention[]): void;
  later(mentions: readonly Mention[]): void;
  assign(mentions: readonly Mention[], member: string | null): void;
  undoLast(): void;
  /** How far a change of many has come; null: none is under way. */
  progress: { done: number; of: number } | null;
}

/** Requests at a time when many mentions change together. */
const atOnce = 4;
const laterHours = 24;
/** A change of fewer is over before it could be told how far it is. */
const fewestTold = 20;

export function useTriage(): Triage {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const { mutateAsync } = useChangeMention();
  const { user } = useSignedIn();
  const mayChange = useMay("listen");
  const [progress, setProgress] = useState<Triage["progress"]>(null);
  const undo = useRef<(() => void) | null>(null);

  const apply = useCallback(
    async (work: readonly { id: string; change: MentionChange }[]) => {
      const queue = [...work];
      let done = 0;
      const worker = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          await mutateAsync(next);
          done += 1;
          if (work.length >= fewestTold) setProgress({ done, of: work.length });
        }
      };
      try {
        await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
      } finally {
        setProgress(null);
      }
    },
    [mutateAsync],
  );

  const change = (
    mentions: readonly Mention[],
    to: MentionChange,
    back: (mention: Mention) => MentionChange,
    text: string,
  ) => {
    if (!mayChange || mentions.length === 0) return;
    const takeBack = () => {
      undo.current = null;
      apply(mentions.map((mention) => ({ id: mention.id, change: back(mention) }))).catch(toasts.failed);
    };
    undo.current = takeBack;
    apply(mentions.map(({ id }) => ({ id, change: to }))).then(
      () => toasts.done(text, { label: t("common.undo"), run: takeBack }),
      toasts.failed,
    );
  };

  const undoLast = () => undo.current?.();
  useUndoKey(undoLast);
  const toTriage = ({ triage }: Mention) => ({ triage });
  return {
    mayChange,
    undoLast,
    progress,
    label: (mentions, label) =>
      change(
        mentions,
        { label },
        ({ sentiment: { judgement } }) => ({ label: judgement?.label ?? null }),
        t("mentions.labelled", { count: mentions.length, label: t(`mentions.label.${label}`) }),
      ),
    done: (mentions) =>
      change(mentions, { triage: "done" }, toTriage, t("mentions.markedDone", { count: mentions.length })),
    hide: (mentions) =>
      change(mentions, { triage: "hidden" }, toTriage, t("mentions.hidden", { count: mentions.length })),
    later: (mentions) => {
      const until = new Date(Date.now() + laterHours * 3_600_000);
      change(
        mentions,
        { laterUntil: until.toISOString() },
        ({ laterUntil }) => ({ laterUntil }),
        t("mentions.putOff", {
          count: mentions.length,
          until: intl.formatDate(until, { weekday: "short", hour: "2-digit", minute: "2-digit" }),
        }),
      );
    },
    assign: (mentions, member) =>
      change(
        mentions,
        { assignee: member },
        ({ assignee }) => ({ assignee }),
        t(
          member === null
            ? "mentions.unassigned"
            : member === user.id
              ? "mentions.assignedToMe"
              : "mentions.assigned",
          {
            count: mentions.length,
          },
        ),
      ),
  };
}

/** Ctrl or ⌘ Z outside of text. */
function useUndoKey(undoLast: () => void): void {
  const latest = useRef(undoLast);
  latest.current = undoLast;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      const at = event.target instanceof HTMLElement ? event.target : null;
      if (at?.closest("input, textarea, [role=dialog]")) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Keys of the room outside of text: letters by what they write, digits by where they lie (AZERTY has them on Shift). */
export function useRoomKeys(act: (key: string, isShifted: boolean) => boolean): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isLetterFree(event)) return;
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      if (latest.current(digit ?? event.key.toLowerCase(), event.shiftKey)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
