import { AxiosError, isAxiosError } from "axios";
import { PrivateAddress } from "./addresses.ts";
import type { HttpReply } from "./http.ts";

/** What a call that threw came to. @throws what is no Error */
export function failure(error: unknown, timedOut: boolean): HttpReply {
  if (!(error instanceof Error)) throw error;
  const detail = timedOut ? "no answer in time" : describe(error);
  if (wasNeverSent(error)) return { kind: "not-sent", detail, blocked: isBlocked(error) };
  return { kind: "no-answer", detail };
}

/** The failure in words, without the request (whose headers hold secrets). */
function describe(error: Error): string {
  if (isAxiosError(error) && error.cause instanceof Error) return error.cause.message;
  return error.message || (error as AxiosError).code || error.name;
}

function isBlocked(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof PrivateAddress) return true;
  return error instanceof AxiosError && error.code === "EPRIVATE";
}

/**
 * True when this failure proves that no request left: the connection was never made. Anything else after a write
 * has begun must be taken for "may have arrived".
 */
export function wasNeverSent(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateAddress) return true;
    const code = "code" in cause ? String(cause.code) : "";
    if (neverSentCodes.has(code) || code.startsWith("ERR_TLS") || code.startsWith("CERT_")) return true;
  }
  return false;
}

const neverSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPRIVATE",
  "ERR_INVALID_URL",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);
