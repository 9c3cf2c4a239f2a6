import { describe, expect, test } from "vitest";
import { contentFor, type WrittenPost } from "../../src/publishing/content.ts";
import { imageItem } from "../support/publishing.ts";

const networks = new Set(["mastodon", "bluesky", "wordpress"]);
const post: WrittenPost = {
  text: "Bonjour",
  thread: ["suite"],
  firstComment: null,
  options: { visibility: "public", mastodon: { visibility: "unlisted" }, wordpress: { title: "Un titre" } },
  language: "fr",
  replyTo: null,
  media: [imageItem("one"), imageItem("two")],
};

describe("what goes out on one profile", () => {
  test("is the post as it was written, where there is no variant", () => {
    expect(contentFor(post, null, "bluesky", networks)).toEqual({
      text: "Bonjour",
      thread: ["suite"],
      firstComment: null,
      media: post.media,
      options: { visibility: "public" },
      language: "fr",
      replyTo: null,
    });
  });

  test("has the options of its own network above those for all, and none of another's", () => {
    expect(contentFor(post, null, "mastodon", networks).options).toEqual({ visibility: "unlisted" });
    expect(contentFor(post, null, "wordpress", networks).options).toEqual({
      visibility: "public",
      title: "Un titre",
    });
  });

  test("takes from its variant what the variant says, and the rest from the post", () => {
    const variant = { text: "Salut", options: { visibility: "private" }, media: null };
    const content = contentFor(post, variant, "mastodon", networks);
    expect(content).toMatchObject({ text: "Salut", options: { visibility: "private" }, media: post.media });
  });

  test("has no image when its variant says so, and an empty text when its variant has one", () => {
    const content = contentFor(post, { text: "", options: null, media: [] }, "bluesky", networks);
    expect(content).toMatchObject({ text: "", media: [] });
  });
});
