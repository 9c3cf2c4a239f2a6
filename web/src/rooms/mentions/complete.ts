const operators = ["AND", "OR", "NOT", "NEAR/5"] as const;
const fields = ["lang:", "network:", "from:", "url:"] as const;
const mostOffered = 8;

/** What may be put in the place of the word at the caret. */
export interface Completion {
  /** The words offered. */
  options: string[];
  /** The word that is being written, as places in the query. */
  from: number;
  to: number;
}

/** What is known of the workspace's mentions. */
export interface Known {
  languages: readonly string[];
  networks: readonly string[];
  handles: readonly string[];
}

/** Operators, fields and their values that begin as the word at the caret does; none inside a phrase. */
export function completionAt(query: string, caret: number, known: Known): Completion {
  const before = query.slice(0, caret);
  const from = Math.max(...[" ", "(", "\n", "\t", " "].map((sign) => before.lastIndexOf(sign))) + 1;
  const rest = /^[^\s()]*/.exec(query.slice(caret))?.[0] ?? "";
  const isQuoted = (before.split('"').length - 1) % 2 === 1;
  const word = before.slice(from).replace(/^-/, "");
  const start = caret - word.length;
  return { options: isQuoted ? [] : optionsFor(word, known), from: start, to: caret + rest.length };
}

function optionsFor(word: string, known: Known): string[] {
  const [field, value] = word.split(":", 2);
  if (value !== undefined) {
    const values = { lang: known.languages, network: known.networks, from: known.handles }[field ?? ""];
    const begun = value.toLowerCase();
    return (values ?? [])
      .filter((option) => option.toLowerCase().startsWith(begun) && option.toLowerCase() !== begun)
      .slice(0, mostOffered)
      .map((option) => `${field}:${option}`);
  }
  const begun = word.toLowerCase();
  if (begun === "") return [];
  return [...operators, ...fields].filter(
    (option) => option.toLowerCase().startsWith(begun) && option !== word,
  );
}

/** The query with an option in the place of the word, and where the caret stands then: a value follows a field at once. */
export function completed(query: string, at: Completion, option: string): { query: string; caret: number } {
  const gap = option.endsWith(":") ? "" : " ";
  const head = `${query.slice(0, at.from)}${option}${gap}`;
  return { query: `${head}${query.slice(at.to).trimStart()}`, caret: head.length };
}
