import { describe, expect, test } from "vitest";
import { failureMessage } from "../../src/publishing/failure.ts";
import { failureCodes } from "../../src/publishing/publication.ts";

describe.each(failureCodes)("a publication that ended with %s", (code) => {
  test("is explained in both languages, each with its own words", () => {
    const { en, fr } = failureMessage(code, null);
    expect(en).toMatch(/\.$/);
    expect(fr).toMatch(/\.$/);
    expect(en).not.toBe(fr);
    expect(en).not.toMatch(/null|undefined/);
  });
});

test("the network's own words are repeated to the person", () => {
  const { en, fr } = failureMessage("refused_content", "Text is a duplicate");
  expect(en).toContain("“Text is a duplicate”");
  expect(fr).toContain("«\u202fText is a duplicate\u202f»");
});
