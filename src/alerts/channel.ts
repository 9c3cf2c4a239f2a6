import type { z } from "zod";
import type { Http } from "../platform/http.ts";

/** What a channel is told: ready-made words, and the alert or the digest as data for machines. */
export interface AlertMessage {
  /** Stable per delivery: a receiver can drop a repetition by it. */
  id: string;
  event:
    | "alert.opened"
    | "alert.escalated"
    | "alert.resolved"
    | "digest"
    | "report"
    | "channel.test"
    | "invitation"
    | "new-password";
  sentAt: Date;
  subject: string;
  /** Plain text, complete in itself. */
  text: string;
  /** Where to look in the web app. */
  link: string;
  /** The alert in the API's own shape; `null` where there is none. */
  alert: unknown;
  /** What a digest tells of; absent from all other messages. */
  digest?: unknown;
  /** Handed over only on channels that take files. */
  files?: readonly { name: string; contentType: string; bytes: Buffer }[];
}

export type DeliveryOutcome =
  | { kind: "delivered"; detail: string }
  | { kind: "rejected"; detail: string }
  | { kind: "retry"; afterSeconds?: number; detail: string }
  | { kind: "unconfirmed"; detail: string };

export interface Channel<Settings = unknown> {
  settings: z.ZodType<Settings>;
  /** Keys of `settings` that are never shown again once stored. */
  secretSettings: readonly string[];
  takesFiles?: true;
  deliver(
    message: AlertMessage,
    settings: Settings,
    needs: { http: Http; smtpUrl: string | null },
    signal: AbortSignal,
  ): Promise<DeliveryOutcome>;
}
