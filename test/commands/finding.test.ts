import { expect, test } from "vitest";
import {
  clockFinding,
  freeSpaceFinding,
  lineOf,
  migrationFinding,
  modelFinding,
  postgresFinding,
  profileFindings,
  publicUrlFinding,
  schedulerFinding,
  settingFindings,
  smtpFinding,
  sourceFindings,
  unconfirmedFinding,
} from "../../src/commands/finding.ts";

const now = new Date("2026-11-21T10:00:00Z");
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test("a line says how bad it is, what, and how to mend it", () => {
  expect(lineOf({ level: "ok", what: "clock", detail: "fine" })).toBe("ok    clock: fine");
  expect(lineOf({ level: "FAIL", what: "clock", detail: "wrong", mend: "set it" })).toBe(
    "FAIL  clock: wrong → set it",
  );
});

test("a bad setting is named with what it got and what it wants", () => {
  expect(settingFindings([{ name: "PORT", given: '"abc"', wanted: "a whole number" }]).map(lineOf)).toEqual([
    'FAIL  settings: PORT is "abc" → it must be a whole number',
  ]);
});

test("clocks may be two seconds apart, either way", () => {
  expect(clockFinding(2000).level).toBe("ok");
  expect(clockFinding(-2000).level).toBe("ok");
  expect(clockFinding(2001).level).toBe("FAIL");
  expect(clockFinding(-60_000)).toMatchObject({ level: "FAIL", detail: expect.stringContaining("60.0 s") });
});

test("a scheduler that was not seen for a minute fails, but not where Vigie is simply stopped", () => {
  expect(schedulerFinding(secondsAgo(60), now, true).level).toBe("ok");
  expect(schedulerFinding(secondsAgo(61), now, true).level).toBe("FAIL");
  expect(schedulerFinding(null, now, true).level).toBe("FAIL");
  expect(schedulerFinding(secondsAgo(9999), now, false).level).toBe("warn");
});

test("missing migrations are a warning, those of a newer Vigie a failure", () => {
  expect(migrationFinding(["1", "2"], ["1", "2"]).level).toBe("ok");
  expect(migrationFinding(["1", "2"], ["1"])).toMatchObject({ level: "warn", detail: "1 to be applied: 2" });
  expect(migrationFinding(["1"], ["1", "3"]).level).toBe("FAIL");
});

test("PostgreSQL 15 will do, 14 will not", () => {
  expect(postgresFinding(150_004)).toMatchObject({ level: "ok", detail: "PostgreSQL 15.4 answers" });
  expect(postgresFinding(140_011).level).toBe("FAIL");
});

test("a public URL is needed where Vigie is not embedded", () => {
  expect(publicUrlFinding({ publicUrl: null, databaseUrl: null }).level).toBe("ok");
  expect(publicUrlFinding({ publicUrl: null, databaseUrl: "postgresql://db/vigie" }).level).toBe("FAIL");
  expect(
    publicUrlFinding({ publicUrl: "https://vigie.test", databaseUrl: "postgresql://db/vigie" }).level,
  ).toBe("ok");
});

test("the mail server is named without its password", () => {
  expect(lineOf(smtpFinding("smtp://user:geheim@mail.test:587"))).toBe("ok    mail: by mail.test:587");
  expect(smtpFinding(null).level).toBe("warn");
});

test("a profile that was refused and a source that gave up fail; a source that is tried again is a warning", () => {
  const ailing = { id: "7", name: "Brand", network: "mastodon", detail: "no" };
  expect(profileFindings(3, []).map(({ level }) => level)).toEqual(["ok"]);
  expect(profileFindings(3, [ailing, ailing]).map(({ level }) => level)).toEqual(["FAIL", "FAIL"]);
  expect(sourceFindings(0, { refused: [], failing: [] }).map(({ level }) => level)).toEqual(["ok"]);
  const levels = sourceFindings(2, { refused: [ailing], failing: [ailing] }).map(({ level }) => level);
  expect(levels).toEqual(["FAIL", "warn"]);
});

test("little room and unconfirmed publications are warnings", () => {
  expect(freeSpaceFinding(2 ** 30).level).toBe("ok");
  expect(freeSpaceFinding(2 ** 30 - 1).level).toBe("warn");
  expect(unconfirmedFinding(0).level).toBe("ok");
  expect(unconfirmedFinding(2).level).toBe("warn");
});

test("a sentiment model that reads is named with its pace, one that cannot with the reason in both languages", () => {
  const read = modelFinding(["fr", "en"], {
    kind: "read",
    scorer: "tiny@0a1b2c3d",
    millisecondsPerText: 12.34,
  });
  expect(lineOf(read)).toBe(
    "ok    sentiment model: tiny@0a1b2c3d reads fr, en; 12.3 ms for each text of a batch",
  );
  const why = { code: "model_missing", en: "not there", fr: "absent" };
  expect(modelFinding(["fr"], { kind: "unusable", why })).toMatchObject({
    level: "FAIL",
    detail: "not there / absent",
  });
  expect(modelFinding(["fr"], { kind: "failed", detail: "broken" })).toMatchObject({ level: "FAIL" });
});
