import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { keptPreference } from "../theme/preferences.ts";
import { rooms } from "./rooms.ts";

const followMilliseconds = 1500;

/** Single letters act only outside text, outside dialogs, and where they are not switched off. WCAG 2.1.4. */
export function isLetterFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (keptPreference("shortcuts") === "off") return false;
  const at = event.target instanceof HTMLElement ? event.target : null;
  if (
    at?.isContentEditable ||
    at?.closest("input, textarea, select, [role=dialog], [role=menu], [role=combobox]")
  )
    return false;
  return document.querySelector("[role=dialog]") === null;
}

/** The keys that work in every room: palette, key map, new post, G and a letter, search. */
export function useFrameShortcuts(open: { openPalette: () => void; openKeys: () => void }): void {
  const navigate = useNavigate();
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    let isGoing = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        return latest.current.openPalette();
      }
      if (!isLetterFree(event)) return;
      if (isGoing) {
        isGoing = false;
        const room = rooms.find(({ letter }) => letter === key);
        if (!room) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        return void navigate({ to: room.path });
      }
      switch (key) {
        case "g":
          isGoing = true;
          clearTimeout(timer);
          timer = setTimeout(() => {
            isGoing = false;
          }, followMilliseconds);
          return;
        case "?":
          return latest.current.openKeys();
        case "n":
          event.preventDefault();
          return void navigate({ to: ".", search: (search) => ({ ...search, compose: "new" }) });
        case "/": {
          const search = document.querySelector<HTMLInputElement>("main input[type=search]");
          if (!search) return;
          event.preventDefault();
          return search.focus();
        }
      }
    };
    // Before the rooms: the letter after G is not theirs.
    window.addEventListener("keydown", press, { capture: true });
    return () => {
      window.removeEventListener("keydown", press, { capture: true });
      clearTimeout(timer);
    };
  }, [navigate]);
}
