/**
 * A test for texts that hold every word and "exact phrase" of a search, whatever the case. Networks search more
 * cleverly than this; what matters here is that a search finds what was said and nothing else.
 */
export function mentionsAllWords(search: string): (text: string) => boolean {
  const wanted = [...search.matchAll(/"([^"]+)"|(\S+)/g)]
    .map((match) => (match[1] ?? match[2] ?? "").toLowerCase())
    .filter((word) => word !== "" && word !== "or" && word !== "and");
  return (text) => {
    const folded = text.toLowerCase();
    return wanted.length > 0 && wanted.every((word) => folded.includes(word));
  };
}
