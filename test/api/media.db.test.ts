import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";

let vigie: TestApp;
beforeAll(async () => {
  vigie = await startTestApp();
});
afterAll(() => vigie.close());

/** One transparent pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function upload(fields: [string, string | File][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const encoded = new Response(form);
  const reply = await vigie.server.inject({
    method: "POST",
    url: "/api/v1/media",
    headers: {
      authorization: `Bearer ${vigie.key}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: reply.statusCode, body: reply.json() };
}
const file = (bytes: Uint8Array, name: string, type: string) =>
  new File([new Uint8Array(bytes)], name, { type });

describe("an image", () => {
  test("is what its bytes say, whatever its name says, and comes back as it was", async () => {
    const sent = await upload([
      ["altText", " Un point "],
      ["file", file(pixel, "photo.jpg", "image/jpeg")],
    ]);
    expect(sent).toMatchObject({
      status: 201,
      body: { fileName: "photo.jpg", contentType: "image/png", width: 1, height: 1, altText: "Un point" },
    });
    const { id } = sent.body;
    const content = await vigie.server.inject({
      url: `/api/v1/media/${id}/content`,
      headers: { authorization: `Bearer ${vigie.key}` },
    });
    expect(content.rawPayload.equals(pixel)).toBe(true);
    expect(content.headers).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
    });
    const decorative = await vigie.call("PATCH", `/media/${id}`, { altText: "" });
    expect(decorative.body).toMatchObject({ altText: "" });
    const changed = await vigie.call("PATCH", `/media/${id}`, { altText: null });
    expect(changed.body).toMatchObject({ altText: null });
    const list = await vigie.call<{ items: { id: string }[] }>("GET", "/media");
    expect(list.body.items.map((item) => item.id)).toContain(id);
  });
});

describe("what is not an image is refused", () => {
  test("a PDF, by its name", async () => {
    const sent = await upload([["file", file(Buffer.from("%PDF-1.7"), "photo.png", "image/png")]]);
    expect(sent).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/file", code: "wrong_file_type" }] },
    });
    expect(sent.body.detail).toContain("a PDF");
  });
  test("an empty file", async () =>
    expect(await upload([["file", file(Buffer.from(""), "photo.png", "image/png")]])).toMatchObject({
      status: 422,
      body: { errors: [{ code: "file_empty" }] },
    }));
  test("no file", async () =>
    expect(await upload([["altText", "seul"]])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/file", code: "file_missing" }] },
    }));
  test("a field that nobody asked for", async () =>
    expect(
      await upload([
        ["file", file(pixel, "a.png", "image/png")],
        ["title", "a"],
      ]),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: "/title", code: "unknown_field" }] } }));
  test("more than ten megabytes", async () =>
    expect(
      (await upload([["file", file(Buffer.alloc(10 * 1024 * 1024 + 1), "a.png", "image/png")]])).status,
    ).toBe(413));
  test("JSON in the place of a form", async () =>
    expect((await vigie.call("POST", "/media", { file: "a.png" })).status).toBe(415));
  test("an id that is none", async () =>
    expect((await vigie.call("GET", "/media/none/content")).status).toBe(404));
});
