import { type Message, message } from "../messages.ts";
import { parseQuery } from "./query.ts";
import { fault, type QueryFault, type Span } from "./query-faults.ts";
import { type Lexeme, lex } from "./query-lexer.ts";

/**
 * Where a query can be read and probably means something else: an operator in another language or in small letters, which is
 * looked for as a word, single quotation marks, a network by another name. Each with the query that was probably meant.
 */
export function queryHints(source: string): QueryFault[] {
  if (parseQuery(source).kind === "fault") return [];
  const lexemes = lex(source);
  if (!Array.isArray(lexemes)) return [];
  const found = lexemes.flatMap((lexeme, index) => hintAt(source, lexemes, index, lexeme) ?? []);
  return found.map((hint) => ({
    ...hint,
    suggestion: hint.suggestion && parseQuery(hint.suggestion).kind === "query" ? hint.suggestion : null,
  }));
}

function hintAt(
  source: string,
  lexemes: readonly Lexeme[],
  index: number,
  lexeme: Lexeme,
): QueryFault | null {
  if (lexeme.kind !== "term") return null;
  const written = writtenIn(source, lexeme);
  if (lexeme.term.kind === "filter") {
    const network = lexeme.term.field === "network" ? networkNames[lexeme.term.value] : undefined;
    return network ? fault(source, lexeme, hints.network(written, network), `network:${network}`) : null;
  }
  const operator = operators.find(({ words }) => words.test(written));
  const next = lexemes[index + 1];
  // Before a closing parenthesis, or at an end, it joins nothing.
  const joins = startsOperand(next) && (operator?.sign === "NOT" || index > 0);
  if (operator && joins) {
    const sign = operator.sign === "NEAR" ? `NEAR/${/\d+/u.exec(written)?.[0] ?? 5}` : operator.sign;
    return fault(source, lexeme, hints.operator(written, sign), sign);
  }
  return singleQuotes(source, lexemes.slice(index));
}

const operators = [
  { sign: "AND", words: /^(?:and|et|und|y|e)$/iu },
  { sign: "OR", words: /^(?:or|ou|oder|o)$/iu },
  { sign: "NOT", words: /^(?:not|sauf|non|nicht|ohne|sans|pas)$/iu },
  { sign: "NEAR", words: /^near(?:\/\d*|~?\d+)?$/iu },
] as const;

const networkNames: Readonly<Record<string, string>> = {
  twitter: "x",
  fb: "facebook",
  insta: "instagram",
  bsky: "bluesky",
  yt: "youtube",
  feed: "rss",
  hn: "hackernews",
};

/** `'service client'` is read as two words. */
function singleQuotes(source: string, lexemes: readonly Lexeme[]): QueryFault | null {
  const [first] = lexemes;
  if (!first || !/^['‘‹]/u.test(writtenIn(source, first))) return null;
  const length = lexemes.findIndex((lexeme) => /['’›]$/u.test(writtenIn(source, lexeme))) + 1;
  const within = lexemes.slice(0, length);
  const last = within.at(-1);
  if (!last || length < 2 || within.some(({ kind }) => kind !== "term")) return null;
  const span = { position: first.position, length: last.position + last.length - first.position };
  const written = writtenIn(source, span);
  return fault(source, span, hints.singleQuotes(written), `"${written.slice(1, -1).trim()}"`);
}

function startsOperand(lexeme: Lexeme | undefined): boolean {
  return lexeme?.kind === "term" || lexeme?.kind === "open" || lexeme?.kind === "not";
}

function writtenIn(source: string, { position, length }: Span): string {
  return source.slice(position, position + length);
}

const hints = {
  operator: (written: string, sign: string): Message =>
    message(
      "query-operator-as-word",
      `"${written}" is looked for as a word. The operator is written ${sign}.`,
      `«\u202f${written}\u202f» est cherché comme un mot. L’opérateur s’écrit ${sign}.`,
    ),
  singleQuotes: (written: string): Message =>
    message(
      "query-single-quotes",
      `${written}: single quotation marks make no phrase; these words are looked for anywhere.`,
      `${written}\u202f: les apostrophes n’encadrent pas une expression\u202f; ces mots sont cherchés n’importe où.`,
    ),
  network: (written: string, network: string): Message =>
    message(
      "query-network-name",
      `"${written}" finds nothing: here this network is called ${network}.`,
      `«\u202f${written}\u202f» ne trouve rien\u202f: ici, ce réseau s’appelle ${network}.`,
    ),
} as const;
