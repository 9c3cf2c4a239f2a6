import { createHash, randomBytes } from "node:crypto";
import { escapeHtml } from "./html.ts";
import { dropOldest } from "./ledger.ts";
import { type Answer, type Asked, type Route, textField } from "./wire.ts";

/** What somebody agreed to. */
interface Consent {
  account: string;
  scope: string;
  clientId: string;
  redirectUri: string;
  /** PKCE by S256; null: none was asked for. */
  challenge: string | null;
  endsAt: Date;
}

const mostKept = 1000;

/** Authorization codes: good once, for a short time, for who asked. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 */
export class Codes {
  readonly #open = new Map<string, Consent>();
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  issue(consent: Omit<Consent, "endsAt">, now: Date): string {
    const code = randomBytes(24).toString("base64url");
    this.#open.set(code, { ...consent, endsAt: new Date(now.getTime() + this.#seconds * 1000) });
    if (this.#open.size > mostKept) dropOldest(this.#open);
    return code;
  }

  /** What the code of a token request stands for; null where it, its client, its address or its verifier is wrong. */
  redeem({ fields, now }: Pick<Asked, "fields" | "now">, clientId: string | null): Consent | null {
    const code = textField(fields, "code") ?? "";
    const consent = this.#open.get(code);
    this.#open.delete(code);
    if (!consent || consent.endsAt <= now || consent.clientId !== clientId) return null;
    if (consent.redirectUri !== textField(fields, "redirect_uri")) return null;
    // https://www.rfc-editor.org/rfc/rfc7636#section-4.6
    const verifier = textField(fields, "code_verifier") ?? "";
    const isProven =
      consent.challenge === null ||
      createHash("sha256").update(verifier).digest("base64url") === consent.challenge;
    return isProven ? consent : null;
  }

  reset(): void {
    this.#open.clear();
  }
}

interface ConsentPage {
  path: string;
  title: string;
  needsPkce: boolean;
  codes: Codes;
  /** Whether this client may be led back there; absent: the sandbox knows every client. */
  isRegistered?(clientId: string, redirectUri: string): boolean;
}

/** The page on which a person says who they are, and yes or no. */
export function consentRoutes(page: ConsentPage): Route[] {
  const { path } = page;
  return [
    { method: "GET", path, handle: ({ query }) => faultIn(page, query) ?? shown(page, query) },
    {
      method: "POST",
      path,
      handle: ({ query, fields, now }) => faultIn(page, query) ?? decided(page, { query, fields, now }),
    },
  ];
}

/** What is wrong is shown here: nobody is led to an address that a wrong request names. RFC 6749, section 4.1.2.1 */
function faultIn({ needsPkce, isRegistered }: ConsentPage, query: URLSearchParams): Answer | null {
  const clientId = query.get("client_id");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (query.get("response_type") !== "code") return told(400, "response_type must be code");
  if (!clientId) return told(401, "Client authentication failed due to unknown client");
  if (!URL.canParse(redirectUri) || isRegistered?.(clientId, redirectUri) === false)
    return told(400, "The redirect uri included is not valid");
  const hasChallenge = query.get("code_challenge") && query.get("code_challenge_method") === "S256";
  return needsPkce && !hasChallenge ? told(400, "code_challenge with S256 is required") : null;
}

function shown({ title }: ConsentPage, query: URLSearchParams): Answer {
  const scopes = (query.get("scope") ?? "").split(" ").map((scope) => `<li>${escapeHtml(scope)}</li>`);
  return html(
    200,
    `<title>${title} (sandbox)</title><h1>${title} (sandbox)</h1>
<form method="post"><p>This application wants to:</p><ul>${scopes.join("")}</ul>
<p><label>Account <input name="account" value="marie" required></label></p>
<p><button name="decision" value="yes">Authorize</button> <button name="decision" value="no">Deny</button></p></form>`,
  );
}

function decided({ codes }: ConsentPage, { query, fields, now }: Pick<Asked, "query" | "fields" | "now">) {
  const redirectUri = query.get("redirect_uri") ?? "";
  const target = new URL(redirectUri);
  const state = query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  if (textField(fields, "decision") === "yes") {
    const account = textField(fields, "account") || "marie";
    const challenge = query.get("code_challenge");
    const clientId = query.get("client_id") ?? "";
    const scope = query.get("scope") ?? "";
    target.searchParams.set("code", codes.issue({ account, scope, clientId, redirectUri, challenge }, now));
  } else {
    target.searchParams.set("error", "access_denied");
    target.searchParams.set("error_description", "The resource owner denied the request.");
  }
  return { status: 302, headers: { location: target.href } };
}

function told(status: number, text: string): Answer {
  return html(status, `<title>Error</title><p>${escapeHtml(text)}</p>`);
}

function html(status: number, body: string): Answer {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">${body}</html>`,
  };
}
