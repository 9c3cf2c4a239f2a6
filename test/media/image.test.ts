import { describe, expect, test } from "vitest";
import { plainFileName } from "../../src/media/file-name.ts";
import { readImage } from "../../src/media/image.ts";
import { tinyPng } from "../support/publishing.ts";

/** A GIF's header is all that tells its size. */
const gif = Buffer.from(
  "4749463839610300020080000000000000ffffff21f90401000000002c00000000030002000002028401003b",
  "hex",
);

/** A JPEG of 40 by 30 as stored, with the given EXIF orientation. */
function jpeg(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  const exif = Buffer.concat([Buffer.from("ffe1", "hex"), length, body]);
  const size = Buffer.from("ffc0000b08001e0028010111000000", "hex");
  return Buffer.concat([Buffer.from("ffd8", "hex"), exif, size, Buffer.from("ffd9", "hex")]);
}

describe("an uploaded file", () => {
  test("is what its bytes say, whatever it is called", () => {
    expect(readImage(tinyPng)).toEqual({ contentType: "image/png", width: 1, height: 1 });
    expect(readImage(gif)).toEqual({ contentType: "image/gif", width: 3, height: 2 });
  });

  test("a photo that was turned has the size in which it is shown", () => {
    expect(readImage(jpeg(1))).toEqual({ contentType: "image/jpeg", width: 40, height: 30 });
    expect(readImage(jpeg(6))).toEqual({ contentType: "image/jpeg", width: 30, height: 40 });
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a text", Buffer.from("hello, world")],
    ["a web page", Buffer.from("<!doctype html><script>alert(1)</script>")],
    [
      "a drawing that may hold scripts",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
    ],
    ["a PDF", Buffer.from("%PDF-1.7\n")],
    ["half a PNG", Buffer.from(tinyPng.subarray(0, 12))],
    ["a million zeros", Buffer.alloc(1_000_000)],
  ])("that is %s is no image of ours", (_what, bytes) => {
    expect(readImage(bytes)).toBeNull();
  });
});

describe("the name of a file", () => {
  test.each([
    ["photo été.png", "photo été.png"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\chat.jpg", "chat.jpg"],
    ["a\u0000b\nc\u202Ed.png", "abcd.png"],
    ["", "image"],
    [undefined, "image"],
    ["  ", "image"],
  ])("%j is kept as %j", (given, kept) => expect(plainFileName(given)).toBe(kept));

  test("is at most 200 characters long", () => {
    expect([...plainFileName("🎉".repeat(300))]).toHaveLength(200);
  });
});
