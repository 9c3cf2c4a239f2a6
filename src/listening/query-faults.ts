import { type Message, message } from "../messages.ts";

/** Why a query is refused, and where. */
export interface QueryFault {
  kind: "fault";
  /** UTF-16 offset into the query as written. */
  position: number;
  length: number;
  message: Message;
  /** The whole query as it was probably meant; `null` where nobody can know. */
  suggestion: string | null;
}

/** A piece of the query as written. */
export interface Span {
  position: number;
  length: number;
}

/** A fault at `span`; where `replacement` is given, the suggestion is the query with the span replaced by it. */
export function fault(source: string, span: Span, text: Message, replacement?: string): QueryFault {
  const { position, length } = span;
  const before = source.slice(0, position);
  const after = source.slice(position + length);
  const mended =
    replacement === undefined ? null : `${before}${replacement}${after}`.replace(/\s+/g, " ").trim();
  return { kind: "fault", position, length, message: text, suggestion: mended === "" ? null : mended };
}

/** The sentences of all faults, one function each. */
export const faults = {
  empty: () =>
    message(
      "query-empty",
      'The query is empty: write at least one word, such as vigie or "vigie app".',
      "La requête est vide\u202f: écrivez au moins un mot, par exemple vigie ou «\u202fvigie app\u202f».",
    ),
  tooLong: (length: number, limit: number) =>
    message(
      "query-too-long",
      `The query has ${length} characters; at most ${limit} are allowed. Split it into several monitors.`,
      `La requête compte ${length} caractères\u202f; ${limit} au plus sont permis. Répartissez-la sur plusieurs veilles.`,
    ),
  tooManyTerms: (limit: number) =>
    message(
      "query-too-many-terms",
      `The query has more than ${limit} terms. Split it into several monitors.`,
      `La requête compte plus de ${limit} termes. Répartissez-la sur plusieurs veilles.`,
    ),
  tooDeep: (limit: number) =>
    message(
      "query-too-deep",
      `Parentheses are nested more than ${limit} deep.`,
      `Les parenthèses sont imbriquées sur plus de ${limit} niveaux.`,
    ),
  unclosedQuote: () =>
    message(
      "query-unclosed-quote",
      "This quotation mark is never closed.",
      "Ce guillemet n’est jamais refermé.",
    ),
  unclosedGroup: () =>
    message(
      "query-unclosed-group",
      "This parenthesis is never closed.",
      "Cette parenthèse n’est jamais refermée.",
    ),
  unopenedGroup: () =>
    message("query-unopened-group", "This parenthesis closes nothing.", "Cette parenthèse ne ferme rien."),
  emptyGroup: () =>
    message("query-empty-group", "These parentheses are empty.", "Ces parenthèses sont vides."),
  missingBefore: (operator: string) =>
    message(
      "query-missing-operand",
      `${operator} needs a term before it. To look for the word itself, put it in quotation marks.`,
      `${operator} attend un terme avant lui. Pour chercher le mot lui-même, mettez-le entre guillemets.`,
    ),
  missingAfter: (operator: string) =>
    message(
      "query-missing-operand",
      `${operator} needs a term after it. To look for the word itself, put it in quotation marks.`,
      `${operator} attend un terme après lui. Pour chercher le mot lui-même, mettez-le entre guillemets.`,
    ),
  noLetters: (written: string) =>
    message(
      "query-no-letters",
      `"${written}" holds no letter, digit or emoji that could be looked for.`,
      `«\u202f${written}\u202f» ne contient ni lettre, ni chiffre, ni emoji à chercher.`,
    ),
  signName: (written: string) =>
    message(
      "query-sign-name",
      `"${written}": what follows # or @ is written whole, in letters, digits and _ (in a handle also . - @).`,
      `«\u202f${written}\u202f»\u202f: ce qui suit # ou @ s’écrit en entier, en lettres, chiffres et _ (dans un identifiant aussi . - @).`,
    ),
  starInside: (written: string) =>
    message(
      "query-star-inside",
      `"${written}": the star stands for any ending, so it may only end a word, as in vigi*.`,
      `«\u202f${written}\u202f»\u202f: l’étoile remplace une fin de mot, elle ne peut donc que terminer un mot, comme dans vigi*.`,
    ),
  shortPrefix: (written: string) =>
    message(
      "query-short-prefix",
      `"${written}" would find nearly everything: write at least two letters before the star.`,
      `«\u202f${written}\u202f» trouverait presque tout\u202f: écrivez au moins deux lettres avant l’étoile.`,
    ),
  unknownFilter: (name: string) =>
    message(
      "query-unknown-filter",
      `There is no filter "${name}:". There are lang:, network:, from: and url:; put it in quotation marks to look for it as text.`,
      `Le filtre «\u202f${name}:\u202f» n’existe pas. Il y a lang:, network:, from: et url:\u202f; mettez-le entre guillemets pour le chercher comme texte.`,
    ),
  filterValue: (name: string, given: string, example: string) =>
    message(
      "query-filter-value",
      given === ""
        ? `${name}: needs a value right after the colon, such as ${example}.`
        : `${name}: does not understand "${given}"; write it like ${example}.`,
      given === ""
        ? `${name}: attend une valeur juste après les deux-points, par exemple ${example}.`
        : `${name}: ne comprend pas «\u202f${given}\u202f»\u202f; écrivez par exemple ${example}.`,
    ),
  nearDistance: (written: string, limit: number) =>
    message(
      "query-near-distance",
      `"${written}": say how many words apart, from 1 to ${limit}, such as NEAR/5.`,
      `«\u202f${written}\u202f»\u202f: indiquez à combien de mots, de 1 à ${limit}, par exemple NEAR/5.`,
    ),
  nearOperand: () =>
    message(
      "query-near-operand",
      "NEAR stands between words, phrases, or words joined by OR in parentheses; nothing else can stand beside it.",
      "NEAR se place entre des mots, des expressions ou des mots reliés par OR entre parenthèses\u202f; rien d’autre ne peut l’entourer.",
    ),
  nearChain: () =>
    message(
      "query-near-chain",
      "NEAR joins two terms only. Write two of them: (a NEAR/5 b) (b NEAR/5 c).",
      "NEAR ne relie que deux termes. Écrivez-en deux\u202f: (a NEAR/5 b) (b NEAR/5 c).",
    ),
  onlyExclusions: () =>
    message(
      "query-only-exclusions",
      "The query only says what to leave out, so it would match nearly every text. Add at least one term to look for, also in each part of an OR.",
      "La requête dit seulement ce qu’il faut exclure et trouverait presque tous les textes. Ajoutez au moins un terme à chercher, y compris dans chaque branche d’un OR.",
    ),
} as const;
