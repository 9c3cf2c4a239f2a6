import { describe, expect, test } from "vitest";
import { Invalid } from "../../src/errors.ts";
import { checkPassword, hashPassword, isPassword } from "../../src/workspaces/password.ts";

const good = "lune tasse brouillard";

describe("a password", () => {
  test("is kept as argon2id with a salt of its own, and known again", async () => {
    const [one, other] = await Promise.all([hashPassword(good), hashPassword(good)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await isPassword(good, one)).toBe(true);
    expect(await isPassword(`${good} `, one)).toBe(false);
    expect(await isPassword("", one)).toBe(false);
  });

  test("is the same on every keyboard", async () => {
    const hash = await hashPassword("été à la plage".normalize("NFD"));
    expect(await isPassword("été à la plage".normalize("NFC"), hash)).toBe(true);
  });

  test("is nobody's where there is no account", async () => {
    for (const guess of ["", "A".repeat(43), good]) expect(await isPassword(guess, null)).toBe(false);
  });

  test("is not hashed on the thread that answers requests", async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    await hashPassword(good);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("a new password", () => {
  const check = (password: string) => () =>
    checkPassword(password, "/password", ["ana@lumen.example", "Ana"]);
  test.each([
    ["elevenchars", "password_short"],
    ["🌙🌙🌙🌙🌙🌙", "password_short"],
    ["aaaaaaaaaaaaaaaa", "password_easy"],
    ["abababababababab", "password_easy"],
    ["Ana@Lumen.Example", "password_easy"],
  ])("%s is refused: %s", (password, code) => {
    expect(check(password)).toThrow(Invalid);
    try {
      check(password)();
    } catch (error) {
      expect((error as Invalid).problems[0]).toMatchObject({ pointer: "/password", message: { code } });
    }
  });
  test.each([good, "twelve chars", "correct horse battery staple"])("%s is taken", (password) =>
    expect(check(password)).not.toThrow(),
  );
});
