import { type Logger, pino } from "pino";

export type Log = Logger;

/** How names end under which secrets travel: ours, those of HTTP headers, and those of the networks' libraries. */
const secretName =
  /(?:token|secret|password|jwt|cookie|authorization|credentials?|(?:api|app|secret)[-_]?key|sealed|webhook[-_]?url)$/i;
const censored = "[secret]";
const deepest = 10;

/**
 * One JSON line per thing that happened, on standard error: standard output belongs to commands. What stands under
 * the name of a secret is shown as `[secret]`, however deep.
 */
export function createLog(level: string, destination: NodeJS.WritableStream = process.stderr): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are made plain below; pino's own way would run the messages of causes together.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: fieldsWithoutSecrets,
      },
    },
    destination,
  );
}

function fieldsWithoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isForSerializers(name) ? value : plain(name, value, []),
    ]),
  );
}

/** Fastify has its own short form of requests and replies, which it applies afterwards. */
function isForSerializers(name: string): boolean {
  return name === "req" || name === "res";
}

/** @param above the objects that hold this value, outermost first */
function plain(name: string, value: unknown, above: readonly object[]): unknown {
  if (value === undefined || value === null) return value;
  if (secretName.test(name)) return censored;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object") return value;
  if (above.includes(value)) return "[circular]";
  if (above.length >= deepest) return "[too deep]";
  const here = [...above, value];
  if (value instanceof Error) return plainError(value, here);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => plain("", item, here));
  if ("toJSON" in value && typeof value.toJSON === "function") return plain("", value.toJSON(), here);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(key, item, here)]));
}

/** An error without what libraries hang on it: axios and the X client keep the whole request, with its headers. */
function plainError(error: Error, above: readonly object[]): object {
  const code = "code" in error ? String(error.code) : undefined;
  const cause = error.cause instanceof Error ? plain("cause", error.cause, above) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, code, cause };
}
