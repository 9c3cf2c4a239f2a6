import { expect, test } from "vitest";
import { call, type Loose, read, useSandbox } from "./support.ts";

const sandbox = useSandbox();

const wp = async (method: string, path: string, options: Parameters<typeof call>[3] = {}) =>
  read(
    await call(`${sandbox.url()}/wordpress`, method, `/wp-json/wp/v2${path}`, {
      basic: "marie:abcd efgh",
      ...options,
    }),
  );

test("a draft is invisible until it is published, and publishing it twice changes nothing", async () => {
  const draft = await wp("POST", "/posts", {
    json: {
      title: 'Say "hello"',
      content: "<p>First</p><p>it's -- here</p>",
      slug: "vigie-1",
      status: "draft",
    },
  });
  expect([draft.status, draft.body.slug, draft.headers.get("location")]).toEqual([
    201,
    "vigie-1",
    `${sandbox.url()}/wordpress/wp-json/wp/v2/posts/${draft.body.id}`,
  ]);
  expect(await sandbox.posts()).toEqual([]);
  const found = await wp("GET", "/posts?slug=vigie-1&status=any&context=edit");
  expect(found.body[0].title).toEqual({ raw: 'Say "hello"', rendered: "Say &#8220;hello&#8221;" });
  expect(found.headers.get("x-wp-total")).toBe("1");
  const publish = () => wp("POST", `/posts/${draft.body.id}`, { json: { status: "publish" } });
  expect((await publish()).body.status).toBe("publish");
  expect((await publish()).body.content.rendered).toContain("it&#8217;s &#8212; here");
  expect(await sandbox.posts("network=wordpress&account=marie")).toMatchObject([
    { id: String(draft.body.id), slug: "vigie-1", text: 'Say "hello"\n\nFirst\n\nit\'s -- here' },
  ]);
});

test("a second post with the same slug gets -2", async () => {
  const create = () => wp("POST", "/posts", { json: { title: "t", slug: "same", status: "draft" } });
  expect([(await create()).body.slug, (await create()).body.slug]).toEqual(["same", "same-2"]);
});

test("an image is uploaded as it is, described, and featured", async () => {
  const upload = (contentType: string) =>
    wp("POST", "/media", {
      body: new Uint8Array([1, 2, 3]),
      headers: { "content-type": contentType, "content-disposition": 'attachment; filename="a.jpg"' },
    });
  const image = await upload("image/jpeg");
  expect(image.body.source_url).toMatch(/\/wp-content\/uploads\/\d{4}\/\d{2}\/a\.jpg$/);
  await wp("POST", `/media/${image.body.id}`, { json: { alt_text: "a cat" } });
  await wp("POST", "/posts", { json: { title: "t", status: "publish", featured_media: image.body.id } });
  expect(await sandbox.posts()).toMatchObject([{ media: [{ alt: "a cat" }] }]);
  const refused = await upload("application/x-php");
  expect([refused.status, refused.body.code]).toEqual([500, "rest_upload_sideload_error"]);
});

test("refusals have WordPress's codes", async () => {
  const code = async (method: string, path: string, options = {}) =>
    (await wp(method, path, options)).body.code;
  expect(await code("GET", "/users/me?context=edit", { basic: "marie:wrong" })).toBe("incorrect_password");
  expect(await code("GET", "/users/me", { basic: "wrong-user:x" })).toBe("invalid_username");
  expect(await code("POST", "/posts", { basic: "marie:wrong", json: {} })).toBe("rest_cannot_create");
  expect(await code("POST", "/posts", { json: { title: "t", status: "odd" } })).toBe("rest_invalid_param");
  expect(await code("POST", "/posts/999", { json: {} })).toBe("rest_post_invalid_id");
  expect((await wp("GET", "/users/me?context=edit")).body.capabilities.publish_posts).toBe(true);
});

test("what others say are comments, and one can answer them once", async () => {
  await sandbox.control("POST", "mentions", {
    mentions: [1, 2, 3].map((hour) => ({
      network: "wordpress",
      text: `comment ${hour}`,
      author: { handle: "bob", name: "Bob" },
      publishedAt: `2026-11-20T0${hour}:00:00Z`,
    })),
  });
  const after = await wp(
    "GET",
    "/comments?after=2026-11-20T01:00:00&orderby=date_gmt&order=asc&per_page=100",
  );
  expect(after.body.map((comment: Loose) => comment.content.rendered)).toEqual([
    "<p>comment 2</p>\n",
    "<p>comment 3</p>\n",
  ]);
  const answer = () =>
    wp("POST", "/comments", { json: { post: 1, parent: after.body[0].id, content: "Thank you" } });
  expect((await answer()).status).toBe(201);
  expect((await answer()).body.code).toBe("comment_duplicate");
  expect(await sandbox.posts()).toMatchObject([{ text: "Thank you", replyTo: "comment-2" }]);
});
