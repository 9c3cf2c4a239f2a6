import { fault, faults, type QueryFault, type Span } from "./query-faults.ts";
import { type Lexeme, lex } from "./query-lexer.ts";
import { demandsSomething, joined, negated, type Phrase, printQuery, type Query } from "./query-tree.ts";

export { printQuery, type Query, queryTerms } from "./query-tree.ts";

export const queryLimits = { characters: 2000, terms: 200, depth: 20 } as const;

/** A query that was read, with its normal form, or why and where it cannot be. */
export type ParsedQuery = { kind: "query"; query: Query; normalForm: string } | QueryFault;

/**
 * Reads a boolean query (the language is described in `docs/query-language.md`). A wrong one is an answer, not an
 * exception: with the place of the fault in UTF-16 units, a sentence in every language, and where one can be
 * guessed, the query that was probably meant.
 */
export function parseQuery(source: string): ParsedQuery {
  const parsed = parseOnce(source);
  if (parsed.kind === "query" || parsed.suggestion === null) return parsed;
  return { ...parsed, suggestion: mended(parsed.suggestion) };
}

/** More than parentheses can be left open. */
const mostMends = queryLimits.depth + 5;

/** A suggestion that has a fault of its own is mended as well; null where that leads to no query. */
function mended(suggestion: string): string | null {
  let meant = suggestion;
  for (let tries = 0; tries < mostMends; tries += 1) {
    const parsed = parseOnce(meant);
    if (parsed.kind === "query") return meant;
    if (parsed.suggestion === null || parsed.suggestion === meant) return null;
    meant = parsed.suggestion;
  }
  return null;
}

function parseOnce(source: string): ParsedQuery {
  const whole = { position: 0, length: source.length };
  if (source.trim() === "") return fault(source, whole, faults.empty());
  if (source.length > queryLimits.characters) {
    const rest = { position: queryLimits.characters, length: source.length - queryLimits.characters };
    return fault(source, rest, faults.tooLong(source.length, queryLimits.characters));
  }
  const lexemes = lex(source);
  if (!Array.isArray(lexemes)) return lexemes;
  const extra = lexemes.filter(({ kind }) => kind === "term")[queryLimits.terms];
  if (extra) return fault(source, extra, faults.tooManyTerms(queryLimits.terms));
  try {
    const query = new Parser(source, lexemes).query();
    if (!demandsSomething(query)) return fault(source, whole, faults.onlyExclusions());
    return { kind: "query", query, normalForm: printQuery(query) };
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    throw error;
  }
}

/** Carries a fault out of the descent; never leaves this file. */
class Refused extends Error {
  constructor(readonly fault: QueryFault) {
    super(fault.message.en);
  }
}

/** Recursive descent. From loosest to tightest: OR, AND (also unwritten), NOT, NEAR. */
class Parser {
  private next = 0;
  private depth = 0;
  private readonly source: string;
  private readonly lexemes: readonly Lexeme[];

  constructor(source: string, lexemes: readonly Lexeme[]) {
    this.source = source;
    this.lexemes = lexemes;
  }

  query(): Query {
    const query = this.alternatives();
    const left = this.peek();
    if (left) this.refuse(left, faults.unopenedGroup(), "");
    return query;
  }

  private alternatives(): Query {
    const parts = [this.conjunction()];
    for (let operator = this.take("or"); operator; operator = this.take("or"))
      parts.push(this.after(operator, () => this.conjunction()));
    return joined("or", parts);
  }

  private conjunction(): Query {
    const parts = [this.unary()];
    for (;;) {
      const operator = this.take("and");
      if (operator) parts.push(this.after(operator, () => this.unary()));
      else if (this.startsOperand()) parts.push(this.unary());
      else return joined("and", parts);
    }
  }

  private unary(): Query {
    let isNegated = false;
    let operator = this.take("not");
    let last = operator;
    for (; operator; operator = this.take("not")) {
      isNegated = !isNegated;
      last = operator;
    }
    const query = last ? this.after(last, () => this.nearby()) : this.nearby();
    return isNegated ? negated(query) : query;
  }

  private nearby(): Query {
    const start = this.peek();
    const left = this.primary();
    const operator = this.take("near");
    if (operator?.kind !== "near" || !start) return left;
    const rightStart = this.peek();
    const right = this.after(operator, () => this.primary());
    const chained = this.peek();
    if (chained?.kind === "near") this.refuse(chained, faults.nearChain());
    return {
      kind: "near",
      left: this.phrases(left, start),
      right: this.phrases(right, rightStart ?? start),
      distance: operator.distance,
    };
  }

  private primary(): Query {
    const lexeme = this.peek();
    if (!lexeme) return this.refuseMissing();
    if (lexeme.kind === "term") {
      this.next += 1;
      return lexeme.term;
    }
    if (lexeme.kind !== "open") return this.refuseMissing();
    this.next += 1;
    this.depth += 1;
    if (this.depth > queryLimits.depth) this.refuse(lexeme, faults.tooDeep(queryLimits.depth));
    const close = this.peek();
    if (close?.kind === "close") {
      const length = close.position + 1 - lexeme.position;
      this.refuse({ position: lexeme.position, length }, faults.emptyGroup(), "");
    }
    const query = this.alternatives();
    if (!this.take("close")) this.refuse(lexeme, faults.unclosedGroup(), undefined, `${this.source.trim()})`);
    this.depth -= 1;
    return query;
  }

  /** What may stand beside NEAR: a phrase, or phrases joined by OR. */
  private phrases(query: Query, at: Span): Phrase[] {
    const parts = query.kind === "or" ? query.parts : [query];
    const phrases = parts.filter((part) => part.kind === "phrase");
    if (phrases.length !== parts.length) this.refuse(at, faults.nearOperand());
    return phrases;
  }

  private startsOperand(): boolean {
    const kind = this.peek()?.kind;
    return kind === "term" || kind === "open" || kind === "not";
  }

  /** Reads what must follow `operator`. */
  private after<Result>(operator: Lexeme, read: () => Result): Result {
    if (!this.startsOperand()) this.refuse(operator, faults.missingAfter(this.written(operator)), "");
    return read();
  }

  /** An operand was wanted and something else stands there. */
  private refuseMissing(): never {
    const lexeme = this.peek() ?? this.lexemes.at(-1);
    if (!lexeme) return this.refuse({ position: 0, length: this.source.length }, faults.empty());
    if (lexeme.kind === "close") return this.refuse(lexeme, faults.unopenedGroup(), "");
    if (lexeme.kind === "open") return this.refuse(lexeme, faults.unclosedGroup(), "");
    return this.refuse(lexeme, faults.missingBefore(this.written(lexeme)), "");
  }

  private written(span: Span): string {
    return this.source.slice(span.position, span.position + span.length);
  }

  private peek(): Lexeme | undefined {
    return this.lexemes[this.next];
  }

  private take(kind: Lexeme["kind"]): Lexeme | null {
    const lexeme = this.peek();
    if (lexeme?.kind !== kind) return null;
    this.next += 1;
    return lexeme;
  }

  private refuse(at: Span, text: QueryFault["message"], replacement?: string, suggestion?: string): never {
    const { position, length } = at;
    const found = fault(this.source, { position, length }, text, replacement);
    throw new Refused(suggestion === undefined ? found : { ...found, suggestion });
  }
}
