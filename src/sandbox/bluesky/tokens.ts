import { createHmac } from "node:crypto";
import { z } from "zod";
import { tokenState } from "../ids.ts";

/** Fixed, so that a test may mint a token; the sandbox guards nothing. */
const secret = "sandbox";

const Claims = z.object({ scope: z.string(), sub: z.string(), exp: z.number(), name: z.string() });
export type Claims = z.infer<typeof Claims>;

/** Lifetimes as the reference PDS gives them. https://github.com/bluesky-social/atproto */
const lifetimes = { access: 120 * 60, refresh: 90 * 24 * 3600 };

/** A JWT as a PDS issues them (HS256). `serial` makes two of the same second differ. */
export function issue(
  kind: "access" | "refresh",
  actor: { did: string; name: string },
  now: Date,
  serial: number,
): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { typ: kind === "access" ? "at+jwt" : "refresh+jwt", alg: "HS256" };
  const claims = {
    scope: kind === "access" ? "com.atproto.access" : "com.atproto.refresh",
    aud: "did:web:sandbox.test",
    sub: actor.did,
    iat: issuedAt,
    exp: issuedAt + lifetimes[kind],
    jti: String(serial),
    name: actor.name,
  };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${signature(signed)}`;
}

/** Who a token speaks for, or why it is refused. */
export function verify(
  token: string,
  scope: "com.atproto.access" | "com.atproto.refresh",
  now: Date,
): { kind: "good"; claims: Claims } | { kind: "expired" } | { kind: "invalid" } {
  if (tokenState(token) === "expired") return { kind: "expired" };
  const claims = claimsOf(token);
  if (!claims || claims.scope !== scope) return { kind: "invalid" };
  return claims.exp * 1000 <= now.getTime() ? { kind: "expired" } : { kind: "good", claims };
}

/** The claims of a token that we signed; `null` for any other. */
export function claimsOf(token: string): Claims | null {
  const [header, claims, signed] = token.split(".");
  if (!header || !claims || signed !== signature(`${header}.${claims}`)) return null;
  return Claims.parse(JSON.parse(Buffer.from(claims, "base64url").toString("utf8")));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signature(text: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}
