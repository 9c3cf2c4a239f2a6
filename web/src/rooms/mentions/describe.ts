import type { Query } from "../../../../src/listening/query.ts";
import type { MessageId } from "../../messages/messages.ts";

/** What saying a query takes: words, lists as the language joins them, and names of languages. */
export interface Speech {
  t: (id: MessageId, values?: Record<string, string>) => string;
  list: (parts: readonly string[], type: "conjunction" | "disjunction") => string;
  language: (code: string) => string;
}

/** A query as a person would say it: "lumen and (soldes or promo), without emploi, in French". */
export function describeQuery(query: Query, speech: Speech): string {
  const { t, list } = speech;
  const parts = query.kind === "and" ? query.parts : [query];
  const isWord = (part: Query) => part.kind !== "filter" && part.kind !== "not";
  const words = parts.filter(isWord).map((part) => describePart(part, speech));
  const rest = parts.filter((part) => !isWord(part)).map((part) => describePart(part, speech));
  const contains =
    words.length > 0 ? [t("mentions.says.contains", { what: list(words, "conjunction") })] : [];
  return [...contains, ...rest].join(", ");
}

function describePart(query: Query, speech: Speech): string {
  const { t, list, language } = speech;
  switch (query.kind) {
    case "and":
      return `(${describeQuery(query, speech)})`;
    case "or":
      return `(${list(
        query.parts.map((part) => describePart(part, speech)),
        "disjunction",
      )})`;
    case "not":
      return t("mentions.says.without", { what: describePart(query.part, speech) });
    case "near": {
      const side = (phrases: readonly { text: string }[]) =>
        list(
          phrases.map(({ text }) => text),
          "disjunction",
        );
      return t("mentions.says.near", {
        left: side(query.left),
        right: side(query.right),
        distance: String(query.distance),
      });
    }
    case "phrase":
      return query.prefix ? t("mentions.says.prefix", { what: query.text }) : query.text;
    case "exact":
      return t("mentions.says.exact", { what: query.text });
    case "tag":
      return `#${query.tag}`;
    case "handle":
      return `@${query.handle}`;
    case "filter":
      switch (query.field) {
        case "lang":
          return t("mentions.says.lang", { what: language(query.value) });
        case "network":
          return t("mentions.says.network", { what: query.value });
        case "from":
          return t("mentions.says.from", { what: `@${query.value}` });
        case "url":
          return t("mentions.says.url", { what: query.value });
      }
  }
}
