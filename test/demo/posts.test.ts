import { imageSize } from "image-size";
import { expect, test } from "vitest";
import { connectors } from "../../src/connectors/registry.ts";
import { moonOverCup } from "../../src/demo/picture.ts";
import { plannedPosts } from "../../src/demo/planned.ts";
import { demoPosts, pictureAltText } from "../../src/demo/posts.ts";
import { onSandbox } from "../../src/demo/store.ts";
import { contentProblems } from "../../src/publishing/problems.ts";

const now = new Date("2026-11-21T22:30:00Z");
const posts = demoPosts(now, "Europe/Paris");
const picture = moonOverCup();

test("no network would refuse a post of the demo", () => {
  const image = { id: "1", contentType: "image/png", sizeBytes: picture.length, width: 640, height: 400 };
  for (const post of [...posts, ...plannedPosts(now, "Europe/Paris")])
    for (const network of post.networks) {
      const connector = connectors.find(({ id }) => id === network);
      if (!connector?.publisher) throw new Error(`nothing publishes on ${network}`);
      const { name, publisher } = connector;
      const content = {
        text: post.variants?.[network] ?? post.text,
        thread: post.thread ?? [],
        firstComment: null,
        media: post.withPicture ? [{ ...image, altText: pictureAltText }] : [],
        options: {},
        language: post.language,
        replyTo: null,
      };
      expect(contentProblems(content, { name, publisher, limits: publisher.limits }), post.text).toEqual([]);
    }
});

test("the demo's posts go out within a minute of the start, on every network, but one that waits for tomorrow", () => {
  const waits = posts.map(({ time }) => (time.kind === "instant" ? time.at.getTime() - now.getTime() : null));
  expect(waits.slice(0, -1).every((wait) => wait !== null && wait >= 10_000 && wait <= 60_000)).toBe(true);
  // It is 23:30 in Paris: tomorrow is the 22nd there.
  expect(posts.at(-1)?.time).toEqual({ kind: "local", local: "2026-11-22T09:00", timeZone: "Europe/Paris" });
  const networks = new Set(posts.slice(0, -1).flatMap((post) => post.networks));
  expect([...networks].sort()).toEqual(["bluesky", "mastodon", "wordpress", "x"]);
});

test("the demo's picture is an image that networks can read", () => {
  expect(imageSize(picture)).toMatchObject({ type: "png", width: 640, height: 400 });
});

test("what was on an earlier sandbox is found again on this one, and nothing else is touched", () => {
  const here = "http://127.0.0.1:5555";
  expect(onSandbox("http://127.0.0.1:4410/mastodon", here)).toBe("http://127.0.0.1:5555/mastodon");
  expect(onSandbox("http://127.0.0.1:4410/feed/rss.xml", here)).toBe("http://127.0.0.1:5555/feed/rss.xml");
  expect(onSandbox("https://mastodon.social", here)).toBeNull();
  expect(onSandbox("http://127.0.0.1:8080/blog", here)).toBeNull();
  expect(onSandbox("http://127.0.0.1:8080.evil.test/mastodon", here)).toBeNull();
});
