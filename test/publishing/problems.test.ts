import { describe, expect, test } from "vitest";
import { publisher } from "../../src/connectors/mastodon/publisher.ts";
import type { NetworkLimits } from "../../src/profiles/network.ts";
import { contentProblems } from "../../src/publishing/problems.ts";
import type { Content, Publisher } from "../../src/publishing/publisher.ts";
import { contentOf, imageItem } from "../support/publishing.ts";

const limits: NetworkLimits = {
  maxCharacters: 500,
  maxImages: 2,
  maxImageBytes: 1000,
  imageTypes: ["image/png"],
  maxAltTextCharacters: 10,
};
const check = (content: Content, given: Partial<NetworkLimits> = {}) =>
  contentProblems(content, {
    name: "Mastodon",
    publisher: publisher as Publisher,
    limits: { ...limits, ...given },
  }).map(({ pointer, message }) => [pointer, message.code, message.en]);

describe("before anything is scheduled, a person reads", () => {
  test("nothing, when the network would take it", () => {
    expect(check(contentOf("Bonjour", { media: [imageItem("one", "un pixel")] }))).toEqual([]);
  });

  test("how long a text is by the network's own count, and how long it may be", () => {
    const link = "https://example.org/a/very/long/path/that/counts/as/twenty-three/characters";
    expect(check(contentOf(`${"a".repeat(490)} ${link}`))).toEqual([
      ["/text", "text_too_long", "514 characters as Mastodon counts them; at most 500 are accepted"],
    ]);
  });

  test("which part of a thread is too long or empty, and the first comment likewise", () => {
    const found = check(contentOf("un", { thread: ["deux", "x".repeat(501), "  "], firstComment: "" }));
    expect(found.map(([pointer, code]) => [pointer, code])).toEqual([
      ["/thread/1", "text_too_long"],
      ["/thread/2", "text_empty"],
      ["/firstComment", "text_empty"],
    ]);
  });

  test("that an empty text needs an image; with one it is fine", () => {
    expect(check(contentOf(" \n"))).toEqual([
      ["/text", "text_empty", "Mastodon needs a text or an image here; it is empty"],
    ]);
    expect(check(contentOf("", { media: [imageItem("one")] }))).toEqual([]);
  });

  test("how many images there are and may be", () => {
    const media = [imageItem("one"), imageItem("two"), imageItem("three")];
    expect(check(contentOf("trois", { media }))).toEqual([
      ["/media", "too_many_images", "3 images; Mastodon takes at most 2"],
    ]);
  });

  test("which image has a type, a size or an alternative text that is not taken", () => {
    const media = [
      { ...imageItem("one"), contentType: "image/webp" },
      { ...imageItem("two", "onze lettres"), sizeBytes: 1001 },
    ];
    expect(check(contentOf("images", { media })).map(([pointer, code]) => [pointer, code])).toEqual([
      ["/media/0", "image_type"],
      ["/media/1", "image_too_large"],
      ["/media/1", "alt_text_too_long"],
    ]);
  });

  test("an alternative text counts by what people see as characters of Unicode, not by bytes", () => {
    expect(check(contentOf("image", { media: [imageItem("one", "🎉".repeat(10))] }))).toEqual([]);
  });

  test("no limit of a network that states none", () => {
    expect(check(contentOf("x".repeat(5000)), { maxCharacters: null })).toEqual([]);
  });
});
