import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";

export interface MailTimeouts {
  /** To be connected and greeted. */
  connectSeconds: number;
  /** For each answer of the server. */
  answerSeconds: number;
}

export interface Envelope {
  from: string;
  to: readonly string[];
  /** Headers and body, as they go over the wire. */
  mail: Buffer;
}

export type SendResult =
  | { kind: "taken"; response: string; refused: { recipient: string; response: string }[] }
  /** The server refused, with its `code`, or the mail cannot be sent as it is. */
  | { kind: "refused"; code: number | null; detail: string }
  /** No answer. `mailBegun`: the mail itself was on its way, so that the server may have taken it. */
  | { kind: "lost"; mailBegun: boolean; detail: string };

/**
 * Hands one mail to an SMTP server. nodemailer's connection is used rather than its transport, because only here
 * can we see whether the mail itself had begun to leave when the connection was lost.
 * @param smtpUrl `smtp://` (STARTTLS where the server offers it, `?requireTLS=true` to insist) or `smtps://`, with
 *   user and password; nodemailer's further options as its query, such as `tls.rejectUnauthorized=false`
 */
export async function sendMail(
  smtpUrl: string,
  { from, to, mail }: Envelope,
  timeouts: MailTimeouts,
  signal: AbortSignal,
): Promise<SendResult> {
  const { auth, ...options } = parseConnectionUrl(smtpUrl);
  const connection = new SMTPConnection({
    ...options,
    connectionTimeout: timeouts.connectSeconds * 1000,
    greetingTimeout: timeouts.connectSeconds * 1000,
    dnsTimeout: timeouts.connectSeconds * 1000,
    socketTimeout: timeouts.answerSeconds * 1000,
    logger: false,
  });
  let mailBegun = false;
  // It is read from the moment the server has answered DATA with "go on", and not before.
  const content = new Readable({
    read() {
      mailBegun = true;
      this.push(mail);
      this.push(null);
    },
  });
  const over = new AbortController();
  try {
    const stopped = stopOf(connection, signal, over.signal);
    await Promise.race([stopped, done((next) => connection.connect(next))]);
    // A server that wants no password is not given one.
    if (auth && connection.allowsAuth)
      await Promise.race([stopped, done((next) => connection.login(auth, (error) => next(error)))]);
    const envelope = { from, to: [...to], size: mail.length };
    const info = await Promise.race([
      stopped,
      done<Info>((next) => connection.send(envelope, content, (error, sent) => next(error, sent))),
    ]);
    connection.quit();
    return {
      kind: "taken",
      response: info?.response ?? "",
      refused: (info?.rejectedErrors ?? []).map(refusalOf),
    };
  } catch (error) {
    connection.close();
    return resultOf(error, mailBegun);
  } finally {
    over.abort();
  }
}

type Info = Parameters<Parameters<SMTPConnection["send"]>[2]>[1];

/** Fails when the connection does, at any moment, or when the caller wants no more. */
function stopOf(connection: SMTPConnection, signal: AbortSignal, over: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_resolve, reject) => {
    connection.on("error", reject);
    connection.once("end", () => reject(new Error("the server closed the connection")));
    const abort = () => reject(new Error("no answer in time"));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true, signal: over });
  });
  // The connection also ends when all is done; nobody waits for that.
  stopped.catch(() => undefined);
  return stopped;
}

function done<Value = void>(start: (next: (error?: Error | null, value?: Value) => void) => void) {
  return new Promise<Value | undefined>((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

function resultOf(error: unknown, mailBegun: boolean): SendResult {
  if (!(error instanceof Error)) throw error;
  const code = codeOf(error);
  if (code !== null) return { kind: "refused", code, detail: wordsOf(error) };
  const reason = "code" in error ? String(error.code) : "";
  if (!mailBegun && ["EAUTH", "ENOAUTH", "ECONFIG", "EENVELOPE", "EMESSAGE"].includes(reason))
    return { kind: "refused", code: null, detail: error.message };
  return { kind: "lost", mailBegun, detail: error.message };
}

/** The server's code; of several recipients that were all refused, the most hopeful one. */
function codeOf(error: Error): number | null {
  const each: unknown[] =
    "rejectedErrors" in error && Array.isArray(error.rejectedErrors) ? error.rejectedErrors : [];
  const codes = [error, ...each].map(responseCode).filter((code) => code !== null);
  return codes.length > 0 ? Math.min(...codes) : null;
}

function responseCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("responseCode" in error)) return null;
  return typeof error.responseCode === "number" ? error.responseCode : null;
}

function refusalOf(error: Error & { recipient?: unknown }): { recipient: string; response: string } {
  return { recipient: String(error.recipient ?? "a recipient"), response: wordsOf(error) };
}

/** The server's own words where it said any. */
function wordsOf(error: Error): string {
  return "response" in error && typeof error.response === "string" ? error.response : error.message;
}
