/** The languages in which Vigie speaks to people. */
export const languages = ["en", "fr"] as const;
export type Language = (typeof languages)[number];

/** One sentence for a person, in every language we speak, with a stable code for programs. */
export interface Message {
  code: string;
  en: string;
  fr: string;
}

/** A message; both sentences name what was given and what is wanted. */
export function message(code: string, en: string, fr: string): Message {
  return { code, en, fr };
}
