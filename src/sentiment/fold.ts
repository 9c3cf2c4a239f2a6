/**
 * Writes a word the way the word lists are keyed: lower case, no accents, no ligatures, so that "Déçu", "decu" and
 * "DÉÇU" are one word. German umlauts become ae, oe, ue, the way Germans write without them: "schön" (beautiful)
 * must not turn into "schon" (already).
 */
export function fold(word: string, language: string): string {
  const lower = word.toLowerCase();
  if (isPlainAscii(lower)) return lower;
  const spelled =
    language === "de" ? lower.normalize("NFC").replace(/[äöü]/g, (letter) => `${umlauts[letter]}`) : lower;
  return spelled
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[œæß]/g, (letter) => `${ligatures[letter]}`);
}

const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };
const ligatures: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss" };

function isPlainAscii(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) > 127) return false;
  return true;
}
