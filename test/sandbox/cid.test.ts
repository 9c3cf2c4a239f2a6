import { expect, test } from "vitest";
import { blobCid, recordCid } from "../../src/sandbox/bluesky/cid.ts";

test("CIDs are those that every other implementation computes", () => {
  // Well-known values: the empty map, {"hello": "world"}, and no bytes at all.
  expect(recordCid({})).toBe("bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua");
  expect(recordCid({ hello: "world" })).toBe("bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae");
  expect(blobCid(new Uint8Array())).toBe("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
});

test("the order in which keys were written does not matter, the order of lists does", () => {
  expect(recordCid({ text: "a", b: { $link: blobCid(new Uint8Array()) }, n: -1000, f: 1.5 })).toBe(
    recordCid({ f: 1.5, n: -1000, b: { $link: blobCid(new Uint8Array()) }, text: "a" }),
  );
  expect(recordCid({ langs: ["fr", "en"] })).not.toBe(recordCid({ langs: ["en", "fr"] }));
});
