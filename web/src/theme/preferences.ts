/**
 * What this browser is told about looks: kept here and read before the first paint by public/before-paint.js. A storage
 * that is closed (private windows) keeps nothing, and the defaults do.
 */
export type Preference =
  | "scheme"
  | "density"
  | "language"
  | "hours"
  | "shortcuts"
  | "reply-done"
  | "patterns";

export function keptPreference(name: Preference): string | null {
  try {
    return localStorage.getItem(`vigie-${name}`);
  } catch {
    return null;
  }
}

export function keepPreference(name: Preference, value: string): void {
  try {
    localStorage.setItem(`vigie-${name}`, value);
  } catch {
    // It holds until the page is closed.
  }
}

/** Mantine keeps its colour scheme where before-paint.js looks for it. */
export const schemeStorageKey = "vigie-scheme";
