import ipaddr from "ipaddr.js";
import { z } from "zod";

/** What an operator may set, by environment variable. Unset means the default beside it. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4400),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: urlOf(["postgresql:", "postgres:"]).optional(),
  REDIS_URL: urlOf(["redis:", "rediss:"]).optional(),
  VIGIE_DATA_DIR: z.string().min(1).default(".vigie"),
  VIGIE_SECRET_KEY: z.string().min(32, "at least 32 characters").optional(),
  VIGIE_PUBLIC_URL: urlOf(["http:", "https:"]).optional(),
  VIGIE_BOOTSTRAP_API_KEY: z
    .string()
    .min(32, "at least 32 characters")
    .max(200)
    // It must fit into a header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    .regex(/^[\x21-\x7e]*$/, "letters, digits and signs of ASCII, without spaces")
    .optional(),
  VIGIE_TRUSTED_PROXIES: z.string().optional(),
  VIGIE_DEMO: z.enum(["0", "1"]).optional(),
  VIGIE_ALLOW_PRIVATE_ADDRESSES: z.enum(["0", "1"]).default("0"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  SMTP_URL: urlOf(["smtp:", "smtps:"]).optional(),
  VIGIE_X_CLIENT_ID: z.string().min(1).optional(),
  VIGIE_X_CLIENT_SECRET: z.string().min(1).optional(),
  VIGIE_SENTIMENT_MODEL: z.string().min(1).optional(),
  VIGIE_SENTIMENT_LANGUAGES: z
    .string()
    .regex(
      /^\s*[a-z]{2}\s*(?:,\s*[a-z]{2}\s*)*$/,
      "languages by their two letters (ISO 639-1), such as en,fr",
    )
    .optional(),
  VIGIE_LATE_GRACE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(900),
  VIGIE_DISPATCH_HORIZON_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  VIGIE_PUBLISH_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(400),
});

export const workerNames = ["scheduler", "publisher", "listener", "alerter"] as const;
export type WorkerName = (typeof workerNames)[number];

/** Checked settings, in the program's own words. */
export interface Config {
  port: number;
  host: string;
  /** Null: Vigie starts a PostgreSQL of its own. */
  databaseUrl: string | null;
  redisUrl: string | null;
  dataFolder: string;
  /** Newest first; null: made and kept in the data folder (embedded only). */
  secretKeys: readonly [string, ...string[]] | null;
  publicUrl: string | null;
  /** Proxies whose word is taken for who calls: addresses, networks, or proxy-addr's names for some of these. */
  trustedProxies: readonly string[];
  bootstrapApiKey: string | null;
  demo: boolean;
  /** Whether the demo is to run even where somebody removed it. */
  isDemoAskedFor: boolean;
  workers: readonly WorkerName[];
  allowPrivateAddresses: boolean;
  logLevel: string;
  smtpUrl: string | null;
  /** Folder of a transformer that reads sentiment, and the languages it was made for; null: none. */
  sentimentModel: { folder: string; languages: readonly string[] } | null;
  /** How late a publication may still go out unasked, in seconds. */
  lateGraceSeconds: number;
  /** How far ahead the queue is told of what is due, in seconds. */
  dispatchHorizonSeconds: number;
  /** How many publications one publisher works on at once. */
  publishConcurrency: number;
  /** Base URLs by network id, from `VIGIE_<NETWORK>_BASE_URL`. */
  baseUrls: Readonly<Record<string, string>>;
  /** By network id: the client with which people sign in there, where the network registers none by itself. */
  oauthClients: Readonly<Record<string, { id: string; secret: string | null }>>;
}

/** One setting that cannot be used: its name, what it got, what it wants. */
export interface ConfigProblem {
  name: string;
  given: string;
  wanted: string;
}

/** A start with settings that cannot be used. The message lists each with what it got and wants. */
export class BadConfig extends Error {
  override name = "BadConfig";
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ name, given, wanted }) => `${name} is ${given}, but must be ${wanted}`).join("\n"));
  }
}

/** @throws BadConfig naming every setting that cannot be used, not only the first */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(set);
  const { baseUrls, problems } = readBaseUrls(set);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => problemFrom(issue, set)));
  const workers = readWorkers(set.VIGIE_WORKERS ?? workerNames.join(","), problems);
  const trustedProxies = readTrustedProxies(set.VIGIE_TRUSTED_PROXIES ?? "", problems);
  if (parsed.data?.DATABASE_URL && !parsed.data.VIGIE_SECRET_KEY)
    problems.push({
      name: "VIGIE_SECRET_KEY",
      given: "not set",
      wanted: "set where DATABASE_URL is: any string of 32 characters or more, the same for every process",
    });
  if (parsed.data?.VIGIE_SENTIMENT_MODEL && !parsed.data.VIGIE_SENTIMENT_LANGUAGES)
    problems.push({
      name: "VIGIE_SENTIMENT_LANGUAGES",
      given: "not set",
      wanted: "set where VIGIE_SENTIMENT_MODEL is: the languages that the model was made for, such as en,fr",
    });
  if (parsed.data?.VIGIE_X_CLIENT_SECRET && !parsed.data.VIGIE_X_CLIENT_ID)
    problems.push({
      name: "VIGIE_X_CLIENT_ID",
      given: "not set",
      wanted: "set where VIGIE_X_CLIENT_SECRET is: both are shown by your app on the developer portal of X",
    });
  if (!parsed.success || problems.length > 0) throw new BadConfig(problems);
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST ?? (values.DATABASE_URL ? "0.0.0.0" : "127.0.0.1"),
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataFolder: values.VIGIE_DATA_DIR,
    secretKeys: values.VIGIE_SECRET_KEY ? splitKeys(values.VIGIE_SECRET_KEY) : null,
    publicUrl: values.VIGIE_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    trustedProxies,
    bootstrapApiKey: values.VIGIE_BOOTSTRAP_API_KEY ?? null,
    demo: values.VIGIE_DEMO === undefined ? values.DATABASE_URL === undefined : values.VIGIE_DEMO === "1",
    isDemoAskedFor: values.VIGIE_DEMO === "1",
    workers,
    allowPrivateAddresses: values.VIGIE_ALLOW_PRIVATE_ADDRESSES === "1",
    logLevel: values.LOG_LEVEL,
    smtpUrl: values.SMTP_URL ?? null,
    sentimentModel: values.VIGIE_SENTIMENT_MODEL
      ? { folder: values.VIGIE_SENTIMENT_MODEL, languages: listed(values.VIGIE_SENTIMENT_LANGUAGES ?? "") }
      : null,
    lateGraceSeconds: values.VIGIE_LATE_GRACE_SECONDS,
    dispatchHorizonSeconds: values.VIGIE_DISPATCH_HORIZON_SECONDS,
    publishConcurrency: values.VIGIE_PUBLISH_CONCURRENCY,
    baseUrls,
    oauthClients: values.VIGIE_X_CLIENT_ID
      ? { x: { id: values.VIGIE_X_CLIENT_ID, secret: values.VIGIE_X_CLIENT_SECRET ?? null } }
      : {},
  };
}

/**
 * Rotation: `new,old` seals with the new key and still opens what the old one sealed. A text is only taken apart
 * where each part could be a key; another with a comma in it is one key.
 */
function splitKeys(text: string): [string, ...string[]] {
  const parts = text.split(",").map((key) => key.trim());
  const [first, ...older] = parts;
  return first !== undefined && parts.every((part) => part.length >= 32) ? [first, ...older] : [text];
}

function readWorkers(text: string, problems: ConfigProblem[]): WorkerName[] {
  const names = text.split(",").map((name) => name.trim());
  const known = workerNames.filter((name) => names.includes(name));
  if (known.length !== new Set(names).size && text !== "none")
    problems.push({
      name: "VIGIE_WORKERS",
      given: `"${text}"`,
      wanted: `"none", or some of ${workerNames.join(",")}`,
    });
  return known;
}

function listed(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function readTrustedProxies(text: string, problems: ConfigProblem[]): string[] {
  const proxies = text.split(",").flatMap((part) => part.trim() || []);
  const isKnown = (proxy: string) =>
    ["loopback", "linklocal", "uniquelocal"].includes(proxy) ||
    ipaddr.isValid(proxy) ||
    ipaddr.isValidCIDR(proxy);
  if (!proxies.every(isKnown))
    problems.push({
      name: "VIGIE_TRUSTED_PROXIES",
      given: `"${text}"`,
      wanted:
        "addresses or networks such as 10.0.0.0/8, separated by commas; also loopback, linklocal, uniquelocal",
    });
  return proxies;
}

function readBaseUrls(set: Record<string, string | undefined>) {
  const baseUrls: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const [name, value] of Object.entries(set)) {
    const network = /^VIGIE_([A-Z]+)_BASE_URL$/.exec(name)?.[1]?.toLowerCase();
    if (!network || value === undefined) continue;
    if (URL.canParse(value) && /^https?:/.test(value)) baseUrls[network] = value.replace(/\/+$/, "");
    else problems.push({ name, given: shown(value), wanted: "a URL that begins with http:// or https://" });
  }
  return { baseUrls, problems };
}

/** A URL of one of these schemes. Its value is never repeated in an error: it may hold a password. */
function urlOf(schemes: readonly string[]) {
  return z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`,
  });
}

const secretSettings = new Set([
  "DATABASE_URL",
  "REDIS_URL",
  "SMTP_URL",
  "VIGIE_SECRET_KEY",
  "VIGIE_BOOTSTRAP_API_KEY",
  "VIGIE_X_CLIENT_SECRET",
]);

function problemFrom(issue: z.core.$ZodIssue, set: Record<string, string | undefined>): ConfigProblem {
  const name = String(issue.path[0] ?? "");
  const value = set[name] ?? "";
  const given = secretSettings.has(name) ? `a text of ${value.length} characters` : shown(value);
  return { name, given, wanted: wantedBy(issue) };
}

/** A value to be repeated, without what a URL may hold of a password. */
function shown(value: string): string {
  return `"${value.replace(/\/\/[^/@]*@/, "//…@")}"`;
}

function wantedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return "a whole number";
    case "too_small":
      return issue.origin === "string" ? issue.message : `at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string" ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    default:
      return issue.message;
  }
}
