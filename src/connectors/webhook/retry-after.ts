/**
 * How long a server asks us to wait, in seconds, rounded up.
 * `Retry-After` is a number of seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3); a date is
 * measured on the server's own clock where it tells the time.
 * @param now our time, for servers that send no `Date`
 * @returns undefined where it asks nothing, or nothing that can be read
 */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const asked = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(asked)) return Math.ceil(Number(asked));
  const until = httpDate(asked);
  if (until === null) return undefined;
  const serverNow = httpDate(headers.date?.trim() ?? "") ?? now.getTime();
  return Math.max(0, Math.ceil((until - serverNow) / 1000));
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7: a date that names its month and ends in GMT. */
function httpDate(text: string): number | null {
  if (!/^[a-z]{3,9},.* GMT$/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
