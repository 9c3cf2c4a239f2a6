import { describe, expect, test } from "vitest";
import {
  emptyDraft,
  heldAgainst,
  staleBase,
  textOn,
  withOwnText,
} from "../../web/src/rooms/composer/draft.ts";
import { type Finding, mended, mendOf, sorted } from "../../web/src/rooms/composer/mending.ts";

const draft = {
  ...emptyDraft(["x", "m"], { kind: "at", local: "2027-03-17T18:00", timeZone: "Europe/Paris" }),
  text: "Voir https://example.org/a et venez",
  media: ["1", "2", "3", "4", "5"],
};
const known = {
  isBlocking: true,
  mostImages: 4,
  limitedAlike: [],
  when: draft.when ?? { kind: "slot" as const },
  hasSlots: true,
};
const found = (code: string, pointer: string, ...profiles: string[]): Finding => ({
  code,
  pointer,
  profiles,
});

describe("what was found", () => {
  test("of too many images on one network is mended there alone, on all of them in common", () => {
    const one = mendOf(found("too_many_images", "/media", "m"), draft, known);
    expect(one && mended(draft, one)).toMatchObject({
      media: draft.media,
      variants: { m: { media: ["1", "2", "3", "4"] } },
    });
    const all = mendOf(found("too_many_images", "/media", "x"), draft, {
      ...known,
      limitedAlike: ["x", "m"],
    });
    expect(all && mended(draft, all)).toMatchObject({ media: ["1", "2", "3", "4"], variants: {} });
  });

  test("of one image takes that image away", () => {
    const mend = mendOf(found("image_type", "/variants/m/media/1", "m"), draft, known);
    expect(mend && mended(draft, mend).variants.m?.media).toEqual(["1", "3", "4", "5"]);
  });

  test("of the budget takes the link away where there is one, on that profile", () => {
    const mend = mendOf(found("over_budget", "/scheduledAt", "x"), draft, { ...known, isBlocking: false });
    const after = mend && mended(draft, mend);
    expect(after && textOn(after, "x").text).toBe("Voir et venez");
    expect(after?.text).toBe(draft.text);
    const without = { ...draft, text: "Venez" };
    expect(mendOf(found("over_budget", "/scheduledAt", "x"), without, known)).toBeNull();
  });

  test("of the time takes a free slot, or leads to the time where one is taken already", () => {
    expect(mendOf(found("too_close", "/scheduledAt", "x"), draft, known)).toEqual({ kind: "next-slot" });
    const slot = { ...known, when: { kind: "slot" as const } };
    expect(mendOf(found("too_close", "/scheduledAt", "x"), draft, slot)).toMatchObject({ kind: "go" });
  });

  test("of a text that is too long for some is adapted for one of them; for all, it is changed where it is", () => {
    expect(mendOf(found("text_too_long", "/text", "x"), draft, known)).toEqual({
      kind: "adapt",
      profile: "x",
    });
    expect(mendOf(found("text_too_long", "/text", "x", "m"), draft, known)).toMatchObject({ kind: "go" });
  });

  test("stands in the order in which it matters", () => {
    const codes = ["same_text", "approval_missing", "too_close", "reconnect_needed"];
    expect(sorted(codes.map((code) => ({ code }))).map(({ code }) => code)).toEqual([
      "approval_missing",
      "reconnect_needed",
      "same_text",
      "too_close",
    ]);
  });
});

test("an adapted text knows when the common one has changed, until somebody has looked", () => {
  const adapted = withOwnText(draft, "x", "À moi");
  expect(staleBase(adapted, "x")).toBeNull();
  const changed = { ...withOwnText(adapted, "x", "À moi seul"), text: "Autre chose" };
  expect(staleBase(changed, "x")).toBe(draft.text);
  expect(staleBase(heldAgainst(changed, "x"), "x")).toBeNull();
  expect(staleBase(withOwnText(changed, "x", undefined), "x")).toBeNull();
});
