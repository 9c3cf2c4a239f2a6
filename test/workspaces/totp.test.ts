import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { newTotpSecret, totpStep, totpUri } from "../../src/workspaces/totp.ts";

/** https://www.rfc-editor.org/rfc/rfc6238#appendix-B, the last six of its eight digits. */
const secret = Secret.fromLatin1("12345678901234567890").base32;
const vectors: [number, string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];
const at = (seconds: number) => new Date(seconds * 1000);

describe("a code of an authenticator app", () => {
  test.each(vectors)("at %i s is the one of the standard", (seconds, code) =>
    expect(totpStep(secret, code, at(seconds))).toBe(Math.floor(seconds / 30)),
  );

  test("holds one step before and after its own, and no longer", () => {
    const steps = [-61, -30, 0, 30, 61].map((off) => totpStep(secret, "005924", at(1234567890 + off)));
    expect(steps).toEqual([null, 41152263, 41152263, 41152263, null]);
  });

  test.each(["", "00592", "0059240", "abcdef", "005925", "00 59 2x", "-05924"])("%j is none", (code) =>
    expect(totpStep(secret, code, at(1234567890))).toBeNull(),
  );

  test("may be typed as the app shows it", () => {
    expect(totpStep(secret, "005 924", at(1234567890))).toBe(41152263);
  });
});

test("a new secret has 160 bits and travels in the form that apps read", () => {
  const made = newTotpSecret();
  expect(made).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(made);
  const uri = new URL(totpUri(made, "ana@lumen.example"));
  expect(uri.protocol).toBe("otpauth:");
  expect(uri.searchParams.get("secret")).toBe(made);
  expect(uri.searchParams.get("issuer")).toBe("Vigie");
});
