import { useEffect, useState } from "react";

/** Where the focus stands, and where it may go when that is no more. */
export interface FocusPlace {
  element: Element | null;
  /** In the next row of the same list, else in the one before. */
  neighbour: HTMLElement | null;
}

export function placeOfFocus(): FocusPlace {
  const element = document.activeElement;
  const row = element?.closest("li, tr");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  return { element, neighbour: next?.querySelector<HTMLElement>("button, a[href]") ?? null };
}

/** So long a dialog's own trap may still hold the focus. */
const letGoMilliseconds = 30;

/** Back to where the focus was; to its neighbour where that is gone, else to the room. Leaves alone who went on by themselves. */
export function returnFocus({ element, neighbour }: FocusPlace): void {
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const known = [element, neighbour].find((one) => one instanceof HTMLElement && one.isConnected);
    const to = known instanceof HTMLElement ? known : document.getElementById("room");
    to?.focus({ preventScroll: known !== undefined });
  }, letGoMilliseconds);
}

/** For what is shown over the room for a while: when it goes, the focus goes back to what called for it. */
export function useFocusBack(): void {
  const [place] = useState(placeOfFocus);
  useEffect(() => () => returnFocus(place), [place]);
}
