import { type Logger, pino } from "pino";

export type Log = Logger;

/**
 * Names under which secrets travel through our objects. A logged object that holds one shows `[secret]` instead,
 * wherever it is nested up to four levels deep.
 */
const secretNames = [
  "accessToken",
  "refreshToken",
  "clientSecret",
  "appSecret",
  "accessSecret",
  "appKey",
  "password",
  "applicationPassword",
  "botToken",
  "secret",
  "token",
  "authorization",
  "cookie",
  "credentials",
  "sealed",
  "webhookUrl",
];

/** One JSON line per thing that happened, on standard error: standard output belongs to commands. */
export function createLog(level: string, destination: NodeJS.WritableStream = process.stderr): Log {
  const paths = ["", "*.", "*.*.", "*.*.*."].flatMap((prefix) =>
    secretNames.map((name) => `${prefix}${name}`),
  );
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: "[secret]" },
      serializers: { err: plainError },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** An error without what libraries hang on it: axios and the X client keep the whole request, with its headers. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? plainError(error.cause) : undefined;
  const code = "code" in error ? String(error.code) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, code, cause };
}
