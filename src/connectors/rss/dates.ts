/** Offsets of zones that feeds name, in minutes. */
const zoneMinutes: Readonly<Record<string, number>> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  BST: 60,
  WEST: 60,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const rfc822 =
  /^(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{2,4})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*))?$/i;
const iso =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T\s]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?)?)?$/i;

/**
 * The instant a feed means: RFC 822 with two or four digits of the year, a wrong weekday and obsolete zones
 * (https://www.rfc-editor.org/rfc/rfc2822#section-4.3), or ISO 8601 in whole or in part. A time without a zone is
 * taken for UTC, never for the zone of this machine.
 * @returns null where it is no date
 */
export function parseFeedDate(raw: string | undefined): Date | null {
  const text = (raw ?? "").trim();
  const mail = rfc822.exec(text);
  if (mail) {
    const month = months.indexOf((mail[2] ?? "").slice(0, 3).toLowerCase());
    return instant([fullYear(mail[3]), month, mail[1], mail[4], mail[5], mail[6], "0"], mail[7]);
  }
  const parts = iso.exec(text);
  if (!parts) return null;
  const milliseconds = (parts[7] ?? "").padEnd(3, "0").slice(0, 3);
  const month = Number(parts[2] ?? 1) - 1;
  return instant([parts[1], month, parts[3] ?? 1, parts[4], parts[5], parts[6], milliseconds], parts[8]);
}

/** RFC 2822, 4.3: two digits from 50 on are of the last century, three digits count from 1900. */
function fullYear(digits: string | undefined): number {
  const year = Number(digits);
  if (digits?.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits?.length === 3 ? 1900 + year : year;
}

function instant(fields: readonly (string | number | undefined)[], zone: string | undefined): Date | null {
  const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0, milliseconds = 0] = fields.map(
    (field) => Number(field ?? 0),
  );
  const isPossible =
    year >= 1 && month >= 0 && month < 12 && day >= 1 && hour <= 24 && minute < 60 && second <= 60;
  const local = new Date(Date.UTC(year, month, day, hour, minute, Math.min(second, 59), milliseconds));
  // The 31st of February rolls over into March: then it was no date.
  const isReal = hour === 24 || local.getUTCDate() === day;
  return isPossible && isReal ? new Date(local.getTime() - offsetMinutes(zone ?? "") * 60_000) : null;
}

/** RFC 2822, 4.3: military letters and unknown names say nothing, so they count as UTC. */
function offsetMinutes(zone: string): number {
  const numeric = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?/i.exec(zone);
  if (!numeric) return zoneMinutes[/^[a-z]+/i.exec(zone)?.[0].toUpperCase() ?? ""] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return numeric[1] === "-" ? -minutes : minutes;
}
