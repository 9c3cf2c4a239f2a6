import { expect, test } from "vitest";
import { imageChanges, imagesIn } from "../../web/src/rooms/review/media-changes.ts";

test("images that went, came or are described otherwise are told one by one", () => {
  const before = imagesIn([{ id: "a", altText: "Une tasse" }, { id: "b", altText: null }, 7, { name: "c" }]);
  const after = imagesIn([
    { id: "a", altText: "Une tasse bleue" },
    { id: "c", altText: "" },
  ]);
  expect(imageChanges(before, after)).toEqual([
    { kind: "removed", image: { id: "b", altText: null } },
    { kind: "described", image: { id: "a", altText: "Une tasse bleue" }, before: "Une tasse" },
    { kind: "added", image: { id: "c", altText: "" } },
  ]);
  expect(imageChanges(before, [...before].reverse())).toEqual([]);
  expect(imagesIn(null)).toEqual([]);
});
