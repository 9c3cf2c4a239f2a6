/** A text that names, at its start, whom it answers, unless it names them already. */
export function addressed(text: string, address: string | null): string {
  if (address === null || names(text, address)) return text;
  return `${address} ${text.trimStart()}`;
}

function names(text: string, address: string): boolean {
  const found = text.toLowerCase().indexOf(address.toLowerCase());
  // `@ada` is not named by `@adam`.
  return found !== -1 && !/^[\p{L}\p{N}_@-]/u.test(text.slice(found + address.length));
}
