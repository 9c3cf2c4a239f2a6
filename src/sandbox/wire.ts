import type { WebSocket } from "ws";
import type { Entry, Ledger } from "./ledger.ts";

/** The networks that the sandbox speaks for; each has its own path prefix, `/mastodon` and so on. */
export const networkIds = ["mastodon", "bluesky", "x", "wordpress", "feed", "hackernews"] as const;
export type NetworkId = (typeof networkIds)[number];

/** One request, read to its end. */
export interface Asked {
  method: string;
  /** Below the network's prefix, without the query. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Fields of a JSON object, a form or a multipart body; `null` when the body is none of these. */
  fields: Readonly<Record<string, unknown>> | null;
  /** Files of a multipart body, by field name. */
  files: Readonly<Record<string, { contentType: string; fileName: string; bytes: Uint8Array }>>;
  /** The body as it came; empty for multipart. */
  bytes: Uint8Array;
  /** How the caller reached this network: origin and prefix, for links in answers. */
  baseUrl: string;
  /** When it came in. */
  arrivedAt: Date;
  /** When it is carried out: later than it came in on a slow network. */
  now: Date;
}

/** One answer. A body that is neither text nor bytes goes out as JSON; `undefined` is an empty body. */
export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Instead of `body`: called with a way to write once the head is out; what it returns runs when the caller leaves. */
  stream?: (out: StreamOut) => () => void;
}

/** An answer that goes on. */
export interface StreamOut {
  /** False once the caller should be given time to read. */
  write(chunk: string | Uint8Array): boolean;
  end(): void;
  onDrain(listener: () => void): void;
}

export interface Route {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the network's prefix; `:name` stands for one segment. */
  path: string;
  /** True where the call makes something public: the calls that faults hit unless told otherwise. */
  creates?: boolean | ((asked: Asked) => boolean);
  handle(asked: Asked): Answer;
}

/** What somebody else said, as told to the sandbox by `POST /_sandbox/mentions`. */
export interface Heard {
  text: string;
  author: { handle: string; name: string; followers: number };
  publishedAt: Date;
  language: string | null;
  /** The account of ours that it speaks to: it gets a notification. */
  mentions: string | null;
  tag: string | null;
  replyTo: string | null;
}

/** A change of what somebody said. */
export interface Revision {
  text?: string | undefined;
  engagement?: Entry["engagement"] | undefined;
}

/** The answers with which a network says no, each in its own shape. */
export interface Refusals {
  rateLimited(asked: Asked, resetSeconds: number): Answer;
  serverError(status: number): Answer;
  expiredToken(): Answer;
  notFound(asked: Asked): Answer;
}

/** A WebSocket that a network offers. */
export interface SocketRoute {
  path: string;
  /** False refuses with 401; absent: everybody may. */
  mayOpen?(asked: SocketAsked): boolean;
  /** Called once the socket is open: sends, and returns what runs when it closes. */
  open(asked: SocketAsked, socket: WebSocket): () => void;
}

type SocketAsked = Pick<Asked, "query" | "headers" | "baseUrl" | "now">;

/** One network as the sandbox speaks it. */
export interface Program {
  id: NetworkId;
  routes: readonly Route[];
  sockets?: readonly SocketRoute[];
  refusals: Refusals;
  /** The account as people may write it, in the form that its posts carry. */
  accountNamed?(text: string): string;
  /** The account that a request speaks for; `null` when it names none. */
  accountOf(headers: Asked["headers"]): string | null;
  /** What stands on this network, for the control calls. */
  ledger: Pick<Ledger<unknown>, "all" | "ofAccount">;
  /** Keeps what somebody else said and tells its id. */
  hear(heard: Heard): string;
  /** Takes back what somebody said; false when there is no such thing. */
  forget(id: string): boolean;
  /** Changes what somebody said, or how it was received; false when there is no such thing. Absent: nobody can. */
  revise?(id: string, change: Revision): boolean;
  /** What the calls would have cost, in USD, on networks that charge. */
  costUsd?(): number;
  reset(): void;
}

/** A plain JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, body, headers };
}

/** The field as text; numbers and flags as forms would send them. */
export function textField(fields: Asked["fields"], name: string): string | null {
  const value = fields?.[name];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** The field as a list of texts; absent is empty. */
export function listField(fields: Asked["fields"], name: string): string[] {
  const value = fields?.[name];
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === null ? [] : [String(value)];
}

/** A whole number from the query within bounds; `otherwise` when absent or no number. */
export function numberOf(text: string | null, otherwise: number, least: number, most: number): number {
  const value = text === null || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : otherwise;
}

/** The token of `Authorization: Bearer`; `null` without one. */
export function bearerOf(headers: Asked["headers"]): string | null {
  return /^Bearer\s+(.+)$/i.exec(headers.authorization ?? "")?.[1]?.trim() ?? null;
}
