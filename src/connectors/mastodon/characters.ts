/** What a link costs, whatever its length: `characters_reserved_per_url`, https://docs.joinmastodon.org/entities/Instance/ */
const charactersPerUrl = 23;

const url = /(?<![\p{L}\p{N}@#$_])https?:\/\/[^\s<>"“”«»]*[^\s<>"“”«».,:;!?…)\]}']/giu;
const remoteMention =
  /(?<![\p{L}\p{N}_/])@([\p{L}\p{N}_][\p{L}\p{N}_.-]*)@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*(?::\d+)?/giu;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Length of a status by Mastodon's rule: grapheme clusters, a link counts 23, `@user@host` counts as `@user`
 * (https://github.com/mastodon/mastodon, `app/validators/status_length_validator.rb`).
 */
export function countCharacters(text: string): number {
  const counted = withLocalMentions(text.replace(url, "x".repeat(charactersPerUrl)));
  let length = 0;
  for (const _ of graphemes.segment(counted)) length += 1;
  return length;
}

/** `@user@host` written as `@user`, the way servers show it. */
export function withLocalMentions(text: string): string {
  return text.replace(remoteMention, "@$1");
}
