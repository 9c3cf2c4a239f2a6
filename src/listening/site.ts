/** The host of a web address without `www.`: where a mention stands. Null where there is none. */
export function siteOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^www\./, "") || null;
}
