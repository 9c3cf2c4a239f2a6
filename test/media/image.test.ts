import { expect, test } from "vitest";
import { plainFileName } from "../../src/media/file-name.ts";
import { readImage, whatElse } from "../../src/media/image.ts";

/** One transparent pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("an image is known by its bytes", () =>
  expect(readImage(pixel)).toEqual({ contentType: "image/png", width: 1, height: 1 }));

test.each([
  [Buffer.from("%PDF-1.7 …"), "a PDF"],
  [
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
    "an SVG drawing",
  ],
  [Buffer.from("\0\0\0\x20ftypisom", "latin1"), "a video"],
  [Buffer.from("\0\0\0\x20ftypheic", "latin1"), "a HEIF or AVIF image"],
  [Buffer.from("<!DOCTYPE html><title>404</title>"), "a web page"],
  [Buffer.from("bonjour"), undefined],
])("a file that no network takes as an image is called by its name", (bytes, what) => {
  expect(readImage(bytes)).toBeNull();
  expect(whatElse(bytes)?.en).toBe(what);
});

test.each([
  ["photo.png", "photo.png"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ana\\photo.png", "photo.png"],
  ["a\u0000b\u202Egnp.exe", "abgnp.exe"],
  ["", "image"],
  [undefined, "image"],
])("the file name %j is kept as %s", (given, kept) => expect(plainFileName(given)).toBe(kept));
