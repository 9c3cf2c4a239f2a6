import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSecrets, sha256, WrongKey } from "../../src/platform/secrets.ts";

const key = "a key for tests, long enough to be one";
const otherKey = "another key for tests, as long as that";
const secrets = createSecrets([key]);

describe("a sealed secret", () => {
  test("opens on its own row, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, row) => {
        expect(secrets.open(secrets.seal(plain, row), row)).toBe(plain);
      }),
    );
  });

  test("does not show what it holds, and looks different each time", () => {
    const one = secrets.seal("xoxb-token", "row");
    expect(one).not.toContain("xoxb-token");
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("xoxb-token");
    expect(secrets.seal("xoxb-token", "row")).not.toBe(one);
  });

  test("does not open on another row", () => {
    expect(() => secrets.open(secrets.seal("token", "row-1"), "row-2")).toThrow(WrongKey);
  });

  test("does not open with another key, and the error names the key and not the secret", () => {
    const sealed = secrets.seal("token", "row");
    expect(() => createSecrets([otherKey]).open(sealed, "row")).toThrow(
      new WrongKey(`sealed with the key ${secrets.keyId}, which is not among VIGIE_SECRET_KEY`),
    );
  });

  test("does not open when a single character of it was changed", () => {
    const sealed = secrets.seal("token", "row");
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), (at) => {
        const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
        // The last character of a base64 text may hold bits that mean nothing.
        if (Buffer.from(changed).equals(Buffer.from(sealed))) return;
        if (sameBytes(changed, sealed)) return;
        expect(() => secrets.open(changed, "row")).toThrow(WrongKey);
      }),
    );
  });

  test.each(["", "plain text", "a.b", "a.b.c.d", `${secrets.keyId}.AA.AA.AA`])(
    "%j was never sealed, and is no crash",
    (text) => expect(() => secrets.open(text, "row")).toThrow(WrongKey),
  );
});

describe("after the key was changed to new,old", () => {
  const rotated = createSecrets([otherKey, key]);

  test("what the old key sealed still opens", () => {
    expect(rotated.open(secrets.seal("token", "row"), "row")).toBe("token");
  });

  test("what is sealed from now on opens with the new key alone", () => {
    expect(createSecrets([otherKey]).open(rotated.seal("token", "row"), "row")).toBe("token");
    expect(rotated.keyId).not.toBe(secrets.keyId);
  });
});

test("hashes are SHA-256 in hexadecimal, of texts and bytes alike", () => {
  // FIPS 180-2, appendix B.1
  const ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256("abc")).toBe(ofAbc);
  expect(sha256(Buffer.from("abc"))).toBe(ofAbc);
});

function sameBytes(one: string, other: string): boolean {
  const parts = (text: string) =>
    text.split(".").map((part) => Buffer.from(part, "base64url").toString("hex"));
  return one.split(".")[0] === other.split(".")[0] && parts(one).join(".") === parts(other).join(".");
}
