import { CharacterClass, classOf, exactForm, fold, tokensOf } from "./fold.ts";
import { fault, faults, type QueryFault, type Span } from "./query-faults.ts";
import { readFilter } from "./query-filters.ts";
import { bareEnd, filterStart, type Phrase, quotes, type Term } from "./query-tree.ts";

/** One piece of a query, with its place in the text. */
export type Lexeme = Span &
  (
    | { kind: "open" | "close" | "and" | "or" | "not" }
    | { kind: "near"; distance: number }
    | { kind: "term"; term: Term }
  );

export const maxNearDistance = 100;

/** Cuts a query into its pieces, or says where it cannot be read. */
export function lex(source: string): Lexeme[] | QueryFault {
  const lexemes: Lexeme[] = [];
  let position = 0;
  while (position < source.length) {
    if (/\s/u.test(source.charAt(position))) {
      position += 1;
      continue;
    }
    const lexeme = lexemeAt(source, position);
    if (lexeme.kind === "fault") return lexeme;
    lexemes.push(lexeme);
    position = lexeme.position + lexeme.length;
  }
  return lexemes;
}

function lexemeAt(source: string, position: number): Lexeme | QueryFault {
  const first = source.charAt(position);
  const next = source.charAt(position + 1);
  if ("(（".includes(first)) return { kind: "open", position, length: 1 };
  if (")）".includes(first)) return { kind: "close", position, length: 1 };
  if (/[-–−]/u.test(first) && next !== "" && !/[\s)]/u.test(next))
    return { kind: "not", position, length: 1 };
  if (first === "=" && quotes.test(next)) return quotedAt(source, position, position + 1);
  if (quotes.test(first)) return quotedAt(source, position, position);
  return bareAt(source, position);
}

/** A term between quotation marks of any kind; it starts at `position`, its quotation mark stands at `quoteAt`. */
function quotedAt(source: string, position: number, quoteAt: number): Lexeme | QueryFault {
  const inside = source.slice(quoteAt + 1);
  const length = inside.search(quotes);
  if (length === -1) {
    const found = fault(source, { position: quoteAt, length: 1 }, faults.unclosedQuote(), "");
    return inside.trim() === "" ? found : { ...found, suggestion: `${source.trim()}"` };
  }
  const span = { position, length: quoteAt + 1 + length + 1 - position };
  const text = inside.slice(0, length);
  return quoteAt > position ? exactTerm(source, span, text) : phraseTerm(source, span, text);
}

function bareAt(source: string, position: number): Lexeme | QueryFault {
  const rest = source.slice(position);
  const end = rest.slice(1).search(bareEnd);
  const written = end === -1 ? rest : rest.slice(0, end + 1);
  const span = { position, length: written.length };
  const operator = operatorOf(source, span, written);
  if (operator) return operator;
  const sign = written.charAt(0);
  if (sign === "=") return exactTerm(source, span, written.slice(1));
  if ("#＃".includes(sign)) return tagTerm(source, span, written.slice(1));
  if ("@＠".includes(sign)) return handleTerm(source, span, written.slice(1));
  const [head, name] = filterStart.exec(written) ?? [];
  if (head === undefined || name === undefined) return phraseTerm(source, span, written);
  // Feeds know authors by their names: from:"Jean Dupont".
  const quoted = written === head ? quotedValue(rest.slice(head.length)) : null;
  const value = quoted === null ? written.slice(head.length) : quoted.slice(1, -1);
  const whole = { position, length: head.length + (quoted ?? value).length };
  const read = readFilter(source, whole, name, value);
  return read.kind === "fault" ? read : { kind: "term", term: read, ...whole };
}

/** What stands between quotation marks at the start of a text, with them; null where it does not begin with one that is closed. */
function quotedValue(text: string): string | null {
  if (!quotes.test(text.charAt(0))) return null;
  const length = text.slice(1).search(quotes);
  return length === -1 ? null : text.slice(0, length + 2);
}

function operatorOf(source: string, span: Span, written: string): Lexeme | QueryFault | null {
  if (written === "AND") return { kind: "and", ...span };
  if (written === "OR") return { kind: "or", ...span };
  if (written === "NOT") return { kind: "not", ...span };
  if (!/^NEAR(?:\/|$)/u.test(written)) return null;
  const digits = /^NEAR\/(\d{1,3})$/u.exec(written)?.[1];
  const distance = Number(digits ?? 0);
  if (distance >= 1 && distance <= maxNearDistance) return { kind: "near", distance, ...span };
  return fault(
    source,
    span,
    faults.nearDistance(written, maxNearDistance),
    distance ? `NEAR/${maxNearDistance}` : "NEAR/5",
  );
}

function phraseTerm(source: string, span: Span, written: string): Lexeme | QueryFault {
  const text = written.normalize("NFC").replace(/\s+/gu, " ").trim();
  const bare = text.replace(/\*+$/u, "").trimEnd();
  if (bare.includes("*"))
    return fault(source, span, faults.starInside(written), withoutInnerStars(written, bare));
  const tokens = tokensOf(fold(bare));
  const last = tokens.at(-1);
  if (!last) return fault(source, span, faults.noLetters(written), meantBy(written));
  const prefix = bare !== text;
  if (!prefix) return { kind: "term", term: { kind: "phrase", text: bare, prefix }, ...span };
  // Where every character is a token, a term is found whatever follows it: the star adds nothing.
  const isSingle = classOf(String.fromCodePoint(last.text.codePointAt(0) ?? 0)) === CharacterClass.single;
  if (!isSingle && [...last.text].length < 2) return fault(source, span, faults.shortPrefix(written));
  if (!endsInWord(bare)) return fault(source, span, faults.starInside(written), bare);
  const term: Phrase = { kind: "phrase", text: bare, prefix: !isSingle };
  return { kind: "term", term, ...span };
}

function endsInWord(text: string): boolean {
  const last = [...fold(text)].at(-1) ?? "";
  return classOf(last) === CharacterClass.letter || classOf(last) === CharacterClass.single;
}

function withoutInnerStars(written: string, bare: string): string {
  const plain = bare.replace(/\*/gu, "");
  return /\s/u.test(written) ? `"${plain}"` : `${plain}*`;
}

/** What somebody meant who wrote a sign of another query language. */
function meantBy(written: string): string {
  if (/^\|+$/u.test(written)) return "OR";
  if (/^&+$/u.test(written)) return "AND";
  return "";
}

function exactTerm(source: string, span: Span, written: string): Lexeme | QueryFault {
  const text = exactForm(written);
  if (tokensOf(fold(text)).length === 0) return fault(source, span, faults.noLetters(written), "");
  return { kind: "term", term: { kind: "exact", text }, ...span };
}

function tagTerm(source: string, span: Span, written: string): Lexeme | QueryFault {
  const tag = written.normalize("NFC");
  const isTag = /^[\p{L}\p{M}\p{N}_]+$/u.test(tag);
  if (isTag) return { kind: "term", term: { kind: "tag", tag }, ...span };
  const letters = tag.replace(/[^\p{L}\p{M}\p{N}_]+/gu, "");
  if (letters === "") return fault(source, span, faults.noLetters(`#${written}`), "");
  return fault(source, span, faults.signName(`#${written}`), `#${letters}`);
}

function handleTerm(source: string, span: Span, written: string): Lexeme | QueryFault {
  const handle = written.normalize("NFC").replace(/[.-]+$/u, "");
  if (/^[\p{L}\p{M}\p{N}_.-]+(?:@[\p{L}\p{M}\p{N}.-]+)?$/u.test(handle))
    return { kind: "term", term: { kind: "handle", handle }, ...span };
  const letters = handle.replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "").replace(/[.-]+$/u, "");
  if (letters === "") return fault(source, span, faults.noLetters(`@${written}`), "");
  return fault(source, span, faults.signName(`@${written}`), `@${letters}`);
}
