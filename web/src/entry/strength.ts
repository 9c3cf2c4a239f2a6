/** How hard a password is to guess, as far as its looks tell. The server has the last word. */
export type Strength = "short" | "easy" | "fair" | "strong";

const fewestDifferent = 5;
const strongCharacters = 18;
const strongDifferent = 10;

/**
 * Length counts most, as the server's own rule says (NIST SP 800-63B); few different signs make it easy again.
 * @param others what it must not be or hold alone: name, address, workspace
 */
export function strengthOf(password: string, fewest: number, others: readonly string[]): Strength {
  const characters = [...password.normalize("NFC")];
  if (characters.length < fewest) return "short";
  const different = new Set(characters.map((character) => character.toLowerCase())).size;
  const plain = password.toLowerCase();
  const isKnown = others.some((other) => other.length > 3 && other.toLowerCase() === plain);
  if (different < fewestDifferent || isKnown || isRun(characters)) return "easy";
  return characters.length >= strongCharacters && different >= strongDifferent ? "strong" : "fair";
}

/** A row of neighbours, such as "123456789012" or "abcdefghijkl". */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => Math.abs(code - (codes[index] ?? 0)));
  return steps.filter((step) => step <= 1 || step === 9).length >= steps.length * 0.8;
}
