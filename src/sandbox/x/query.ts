import { tagsOf } from "../ids.ts";
import type { TweetEntry } from "./state.ts";

type Test = (entry: TweetEntry) => boolean;

/**
 * The queries of recent search as far as listening needs them: words, "phrases", #tags, @names, OR, `-`, parentheses,
 * `lang:`, `from:`, `to:`, `url:`, `is:`, `has:`. `null` when the query cannot be read.
 * https://docs.x.com/x-api/posts/search/integrate/build-a-query
 */
export function parseQuery(query: string): Test | null {
  const tokens = query.match(/\(|\)|-?[a-z_]+:"[^"]*"|-?"[^"]*"|-(?=\()|[^\s()]+/gi) ?? [];
  let position = 0;

  function either(): Test | null {
    const tests: Test[] = [];
    do {
      const test = all();
      if (!test) return null;
      tests.push(test);
    } while (tokens[position] === "OR" && position++ >= 0);
    return (entry) => tests.some((test) => test(entry));
  }

  function all(): Test | null {
    const tests: Test[] = [];
    while (position < tokens.length && tokens[position] !== ")" && tokens[position] !== "OR") {
      const test = one();
      if (!test) return null;
      tests.push(test);
    }
    return tests.length === 0 ? null : (entry) => tests.every((test) => test(entry));
  }

  function one(): Test | null {
    const token = tokens[position++] ?? "";
    if (token === "-") return negated(one());
    if (token !== "(") return token.startsWith("-") ? negated(term(token.slice(1))) : term(token);
    const inner = either();
    if (tokens[position++] !== ")") return null;
    return inner;
  }

  const test = either();
  return position === tokens.length ? test : null;
}

function negated(test: Test | null): Test | null {
  return test && ((entry) => !test(entry));
}

function term(token: string): Test {
  const [, operator, value] = /^([a-z_]+):"?([^"]*)"?$/i.exec(token) ?? [];
  const wanted = (value ?? "").toLowerCase();
  switch (operator?.toLowerCase()) {
    case "lang":
      return (entry) => entry.language === wanted;
    case "from":
      return (entry) => entry.author.handle.replace(/^@/, "").toLowerCase() === wanted.replace(/^@/, "");
    case "to":
      return (entry) => entry.notifies.some((name) => name.toLowerCase() === wanted.replace(/^@/, ""));
    case "url":
      return (entry) => entry.text.toLowerCase().includes(wanted);
    case "is":
      return (entry) => wanted === "reply" && entry.replyTo !== null;
    case "has":
      return (entry) => (wanted === "links" ? /https?:/.test(entry.text) : entry.media.length > 0);
    default:
      return words(token);
  }
}

function words(token: string): Test {
  const wanted = token.replace(/^"|"$/g, "").toLowerCase();
  if (wanted.startsWith("#"))
    return (entry) => tagsOf(entry.text, entry.tags[0] ?? null).includes(wanted.slice(1));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_])${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}_])`,
    "iu",
  );
  return (entry) => pattern.test(entry.text);
}
