import type { Config, ConfigProblem } from "../../config/config.ts";
import type { Message } from "../messages.ts";

/** One thing that the doctor looked at. */
export interface Finding {
  /** `FAIL`: Vigie does not do its job until this is mended. */
  level: "ok" | "warn" | "FAIL";
  what: string;
  detail: string;
  /** What to do; absent where all is well. */
  mend?: string;
}

/** `ok    clock: …`, with what to do behind an arrow. */
export function lineOf({ level, what, detail, mend }: Finding): string {
  return `${level.padEnd(4)}  ${what}: ${detail}${mend ? ` → ${mend}` : ""}`;
}

export function settingFindings(problems: readonly ConfigProblem[]): Finding[] {
  return problems.map(({ name, given, wanted }) => ({
    level: "FAIL",
    what: "settings",
    detail: `${name} is ${given}`,
    mend: `it must be ${wanted}`,
  }));
}

const leastFreeBytes = 1024 ** 3;

export function freeSpaceFinding(freeBytes: number): Finding {
  const gibibytes = `${(freeBytes / 1024 ** 3).toFixed(1)} GiB free`;
  if (freeBytes >= leastFreeBytes) return { level: "ok", what: "disk", detail: gibibytes };
  return {
    level: "warn",
    what: "disk",
    detail: gibibytes,
    mend: "make room, or move VIGIE_DATA_DIR: PostgreSQL stops when the disk is full",
  };
}

/** The oldest PostgreSQL that Vigie is tried with. */
const oldestPostgres = 15;

/** @param versionNumber as `server_version_num` gives it, such as 180004 */
export function postgresFinding(versionNumber: number): Finding {
  const major = Math.floor(versionNumber / 10_000);
  const detail = `PostgreSQL ${major}.${versionNumber % 10_000} answers`;
  if (major >= oldestPostgres) return { level: "ok", what: "database", detail };
  return {
    level: "FAIL",
    what: "database",
    detail,
    mend: `Vigie needs PostgreSQL ${oldestPostgres} or newer`,
  };
}

/** @param known names of the migrations that come with this Vigie  @param applied those in the database's ledger */
export function migrationFinding(known: readonly string[], applied: readonly string[]): Finding {
  const missing = known.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !known.includes(name));
  if (foreign.length > 0)
    return {
      level: "FAIL",
      what: "migrations",
      detail: `the database has ${foreign.join(", ")}, which this Vigie does not know`,
      mend: "a newer Vigie was here: run that version or a later one",
    };
  if (missing.length > 0)
    return {
      level: "warn",
      what: "migrations",
      detail: `${missing.length} to be applied: ${missing.join(", ")}`,
      mend: "start Vigie, or run: npm run -s vigie -- migrate",
    };
  return { level: "ok", what: "migrations", detail: `all ${known.length} applied` };
}

const mostSkewMilliseconds = 2000;

/** @param skewMilliseconds how far the database's clock is ahead of this machine's */
export function clockFinding(skewMilliseconds: number): Finding {
  const seconds = `${(Math.abs(skewMilliseconds) / 1000).toFixed(1)} s`;
  const detail = `this machine and the database are ${seconds} apart`;
  if (Math.abs(skewMilliseconds) <= mostSkewMilliseconds) return { level: "ok", what: "clock", detail };
  return {
    level: "FAIL",
    what: "clock",
    detail,
    mend: "switch on time synchronisation (NTP) on both: posts leave by these clocks",
  };
}

const schedulerSilentMilliseconds = 60_000;

/** @param isRunning false where nothing can be running: an embedded Vigie that is stopped */
export function schedulerFinding(seenAt: Date | null, now: Date, isRunning: boolean): Finding {
  if (!isRunning)
    return { level: "warn", what: "scheduler", detail: "Vigie is not running", mend: "start it: npm start" };
  if (seenAt && now.getTime() - seenAt.getTime() <= schedulerSilentMilliseconds)
    return { level: "ok", what: "scheduler", detail: `seen at ${seenAt.toISOString()}` };
  return {
    level: "FAIL",
    what: "scheduler",
    detail: seenAt ? `last seen at ${seenAt.toISOString()}` : "never seen in the last day",
    mend: "start one (npm run -s vigie -- worker scheduler); nothing is published without it",
  };
}

export function publicUrlFinding(config: Pick<Config, "publicUrl" | "databaseUrl">): Finding {
  if (config.publicUrl) return { level: "ok", what: "public URL", detail: config.publicUrl };
  if (config.databaseUrl === null)
    return { level: "ok", what: "public URL", detail: "not set; not needed on one machine" };
  return {
    level: "FAIL",
    what: "public URL",
    detail: "not set",
    mend: "set VIGIE_PUBLIC_URL to the address at which people reach Vigie: links in alerts lead there",
  };
}

export function smtpFinding(smtpUrl: string | null): Finding {
  if (smtpUrl) return { level: "ok", what: "mail", detail: `by ${new URL(smtpUrl).host}` };
  return {
    level: "warn",
    what: "mail",
    detail: "SMTP_URL is not set",
    mend: "set it, such as smtp://user:password@mail.example.org:587: without it no alert, invitation or link for a new password goes out by e-mail",
  };
}

/** What came of a look at the operator's sentiment model. `why` in English and French. */
export type ModelLook =
  | { kind: "read"; scorer: string; millisecondsPerText: number }
  | { kind: "unusable"; why: Message }
  | { kind: "failed"; detail: string };

export function modelFinding(languages: readonly string[], looked: ModelLook): Finding {
  const what = "sentiment model";
  const mend =
    "mend it, or unset VIGIE_SENTIMENT_MODEL; Vigie's own scorer reads meanwhile (docs/sentiment.md)";
  switch (looked.kind) {
    case "read": {
      const pace = `${looked.millisecondsPerText.toFixed(1)} ms for each text of a batch`;
      return { level: "ok", what, detail: `${looked.scorer} reads ${languages.join(", ")}; ${pace}` };
    }
    case "unusable":
      return { level: "FAIL", what, detail: `${looked.why.en} / ${looked.why.fr}`, mend };
    case "failed":
      return { level: "FAIL", what, detail: looked.detail, mend };
  }
}

/** What is known of a profile or source that does not work. */
export interface Ailing {
  id: string;
  name: string;
  network: string;
  detail: string | null;
}

export function profileFindings(count: number, toReconnect: readonly Ailing[]): Finding[] {
  if (toReconnect.length === 0) return [{ level: "ok", what: "profiles", detail: `${count} connected` }];
  return toReconnect.map((profile) => ({
    level: "FAIL",
    what: "profile",
    detail: `${nameOf(profile)} was refused: ${profile.detail ?? "no reason given"}`,
    mend: "connect it again: POST /api/v1/profiles with new credentials",
  }));
}

export function sourceFindings(
  count: number,
  { refused, failing }: { refused: readonly Ailing[]; failing: readonly Ailing[] },
): Finding[] {
  if (refused.length + failing.length === 0)
    return [{ level: "ok", what: "sources", detail: `${count} without trouble` }];
  return [
    ...refused.map(
      (source): Finding => ({
        level: "FAIL",
        what: "source",
        detail: `${nameOf(source)} is not asked any more: ${source.detail ?? "no reason given"}`,
        mend: `change its settings or credentials: PATCH /api/v1/sources/${source.id}`,
      }),
    ),
    ...failing.map(
      (source): Finding => ({
        level: "warn",
        what: "source",
        detail: `${nameOf(source)} fails: ${source.detail ?? "no reason given"}`,
        mend: "Vigie tries again by itself, ever less often",
      }),
    ),
  ];
}

export function unconfirmedFinding(count: number): Finding {
  if (count === 0) return { level: "ok", what: "publications", detail: "none waits for a person" };
  return {
    level: "warn",
    what: "publications",
    detail: `${count} unconfirmed`,
    mend: "look on the network, then POST /api/v1/publications/:id/resolve",
  };
}

function nameOf({ name, network }: Ailing): string {
  return `"${name}" (${network})`;
}
