const maxCharacters = 200;

/** A file's name as it is kept and shown: no folders, no control characters, never empty. */
export function plainFileName(given: string | undefined): string {
  const last = (given ?? "").split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "")
    .normalize("NFC")
    .trim();
  return [...plain].slice(0, maxCharacters).join("") || "image";
}
