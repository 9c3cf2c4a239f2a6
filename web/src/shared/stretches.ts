export interface Stretch {
  text: string;
  kind: "plain" | "link" | "handle" | "hashtag";
}

const marked =
  /(?<link>https?:\/\/[^\s<>"“”«»]*[^\s<>"“”«».,:;!?…)\]}'’])|(?<handle>(?<![\p{L}\p{N}_/.])@[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?:@[\p{L}\p{N}.-]+\p{L})?)|(?<hashtag>(?<![\p{L}\p{N}_&/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu;

/** A text in stretches, so that links, handles and hashtags can be shown as such. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(marked)) {
    if (match.index > from) stretches.push({ text: text.slice(from, match.index), kind: "plain" });
    const kind = match.groups?.link ? "link" : match.groups?.handle ? "handle" : "hashtag";
    stretches.push({ text: match[0], kind });
    from = match.index + match[0].length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from), kind: "plain" });
  return stretches;
}
