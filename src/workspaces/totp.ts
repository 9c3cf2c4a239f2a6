import { Secret, TOTP } from "otpauth";

/** https://www.rfc-editor.org/rfc/rfc6238 with what every authenticator app knows: SHA-1, 6 digits, 30 seconds. */
const settings = { issuer: "Vigie", algorithm: "SHA1", digits: 6, period: 30 } as const;

/** 160 bits, as https://www.rfc-editor.org/rfc/rfc4226#section-4 recommends, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the picture for the app says. */
export function totpUri(secret: string, email: string): string {
  return new TOTP({ ...settings, label: email, secret }).toString();
}

/**
 * The 30 s step a code belongs to; null when it is wrong. A clock may be one step off.
 * @param code six digits, spaces allowed
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const totp = new TOTP({ ...settings, secret });
  const delta = totp.validate({ token: digits, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : totp.counter({ timestamp: now.getTime() }) + delta;
}
